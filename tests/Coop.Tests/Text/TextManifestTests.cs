using Coop.Engine.Integrations;
using Coop.Integrations;

namespace Coop.Tests.Text;

public sealed class TextManifestTests(TextIntegration text) : IClassFixture<TextIntegration>
{
    private static readonly string[] EightLanguages = ["ENGLISH", "FRENCH", "GERMAN", "ITALIAN", "LATIN", "PIDGIN", "PORTUGUESE", "SPANISH"];

    [Fact]
    public void Loads_without_a_warning_and_needs_no_configuration()
    {
        Assert.Equal(IntegrationState.Active, text.Integration.State);
        Assert.Empty(text.Integration.Problems);
        Assert.Equal("COOP_TEXT", text.Integration.Id);
        Assert.False(text.Integration.Manifest!.RequiresConfig);
        Assert.Empty(text.Integration.Manifest.ModelCard!.MissingSectionIds());
        Assert.NotNull(text.Integration.LogoFile);
        Assert.NotNull(text.Integration.LogoWithBackgroundFile);
    }

    [Theory]
    [InlineData("""{ "patternMegabytes": 63 }""", "patternMegabytes must be from 64 to 1000000")]
    [InlineData("""{ "patternMegabytes": "many" }""", "patternMegabytes, which is a whole number")]
    [InlineData("""{ "patternMegabyte": 64 }""", "patternMegabytes, which is a whole number")]
    public async Task A_config_that_cannot_be_used_is_told(string config, string says)
    {
        await using var configured = new Configured(config);
        await configured.InitializeAsync();
        Assert.Equal(IntegrationState.Invalid, configured.Integration.State);
        Assert.Contains(says, Assert.Single(configured.Integration.Problems).Message, StringComparison.Ordinal);
    }

    private sealed class Configured(string config) : TextIntegration(config);

    [Theory]
    [InlineData("TEXT_MATCHING_CONTAINS_TEXT", "Contains text", "String,Id", ScalarType.Boolean, 0, false)]
    [InlineData("TEXT_MATCHING_NOT_CONTAINS_TEXT", "Does not contain text", "String,Id", ScalarType.Boolean, 0, false)]
    [InlineData("TEXT_MATCHING_CONTAINS_REGEX", "Contains regex", "String", ScalarType.Boolean, 0, false)]
    [InlineData("TEXT_MATCHING_NOT_CONTAINS_REGEX", "Does not contain regex", "String", ScalarType.Boolean, 0, false)]
    [InlineData("TEXT_MATCHING_CONTAINS_VARIANT", "Text contains variant", "String", ScalarType.Boolean, 1, true)]
    [InlineData("TEXT_SIMILARITY_SCORE", "Text similarity score", "String", ScalarType.Number, 5, true)]
    public void A_signal_is_described_as_the_built_in_of_the_same_id(string id, string name, string inputs, ScalarType output, double cost, bool eightLanguages)
    {
        var descriptor = text.Signal(id).Descriptor;

        Assert.Equal(name, descriptor.DisplayName);
        Assert.Equal(inputs, string.Join(',', descriptor.EligibleInputs));
        Assert.Equal(output, descriptor.OutputType.ScalarType);
        Assert.Equal(cost, descriptor.Cost);
        Assert.Equal(eightLanguages ? EightLanguages : null, descriptor.SupportedLanguages);
        Assert.True(descriptor.NeedsMatchingValues);
        Assert.True(descriptor.AllowedInAutomatedRules);
        Assert.Null(descriptor.RecommendedThresholds);
        Assert.Equal(PricingStructure.Free, descriptor.Pricing);
    }
}
