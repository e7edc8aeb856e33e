using Coop.Engine.Integrations;
using Coop.Integrations;

namespace Coop.Tests.Loading;

/// <summary>P9 and D-05: a model card is optional, unless the adopter says it is not.</summary>
public sealed class ModelCardTests : IAsyncLifetime
{
    private readonly LoadedFolder _folder = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Theory]
    [InlineData(false, IntegrationState.Active)]
    [InlineData(true, IntegrationState.Invalid)]
    public async Task D05_a_missing_card_is_a_warning_or_where_cards_are_required_a_refusal(bool required, IntegrationState state)
    {
        var integration = await LoadAsync("", required);

        Assert.Equal(state, integration.State);
        var problem = Assert.Single(integration.Problems);
        Assert.Equal(("manifest.model-card-missing", !required), (problem.Code, problem.IsWarning));
    }

    [Theory]
    [InlineData(false, IntegrationState.Active)]
    [InlineData(true, IntegrationState.Invalid)]
    public async Task P9_every_missing_section_is_listed(bool required, IntegrationState state)
    {
        var integration = await LoadAsync(Card(["trainingData", "relevantLinks", "more"]), required);

        Assert.Equal(state, integration.State);
        var problem = Assert.Single(integration.Problems);
        Assert.Equal(("manifest.model-card-sections", !required), (problem.Code, problem.IsWarning));
        Assert.Contains(
            "policyAndTaxonomy, annotationMethodology, performanceBenchmarks, biasAndLimitations, implementationGuidance.", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_complete_card_is_fine_where_cards_are_required() => Assert.Empty((await LoadAsync(Card(ModelCard.RequiredSectionIds), true)).Problems);

    private static string Card(IEnumerable<string> sections) =>
        $"ModelCard = new ModelCard {{ ModelName = \"m\", Version = \"1\", Sections = new ModelCardSection[] {{ {string.Join(", ", sections.Select(id => $"new ModelCardSection {{ Id = \"{id}\", Title = \"t\" }}"))} }} }},";

    private async Task<Integration> LoadAsync(string members, bool required)
    {
        _folder.Add("carded", new PluginSource { ManifestMembers = members });
        _folder.WriteConfig($$"""{ "requireModelCards": {{(required ? "true" : "false")}}, "integrations": [ { "package": "./carded" } ] }""");
        return (await _folder.LoadAsync()).Integrations.Single();
    }
}
