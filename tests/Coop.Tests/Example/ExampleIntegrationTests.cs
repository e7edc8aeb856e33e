using Coop.Engine.Integrations;
using Coop.Engine.Signals;
using Coop.Integrations;
using Coop.Plugins;
using Coop.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coop.Tests.Example;

public sealed class ExampleIntegrationTests : IAsyncLifetime
{
    private readonly TempFolder _cache = new();
    private readonly MemoryConfigs _configs = new();
    private readonly IntegrationHost _host;

    public ExampleIntegrationTests() => _host = new IntegrationHost(
        new IntegrationHostOptions { Packages = [Repo.Output("integrations", "Coop.Integration.Example")], CacheDirectory = _cache.Root },
        _configs,
        TimeProvider.System,
        NullLoggerFactory.Instance);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public void It_is_the_npm_example_s_twin_in_ids_field_and_logos()
    {
        var integration = Assert.Single(_host.Current.Integrations);
        Assert.Equal(IntegrationState.Active, integration.State);
        Assert.Empty(integration.Problems);
        Assert.Equal("COOP_INTEGRATION_EXAMPLE", integration.Id);
        Assert.True(integration.Manifest!.RequiresConfig);
        var field = Assert.Single(integration.Manifest.ConfigurationFields);
        Assert.Equal(("truePercentage", ConfigurationInputType.Text, true), (field.Key, field.InputType, field.Required));
        Assert.Equal(["RANDOM_SIGNAL_SELECTION", "RANDOM_SCORE"], integration.Signals.Select(signal => signal.Descriptor.Id));
        Assert.Empty(integration.Manifest.ModelCard!.MissingSectionIds());
        Assert.NotNull(integration.LogoFile);
        Assert.NotNull(integration.LogoWithBackgroundFile);
    }

    [Fact]
    public async Task The_coin_flip_is_unavailable_until_a_percentage_is_saved_and_the_score_never_is()
    {
        Assert.False((await Signal("RANDOM_SIGNAL_SELECTION").GetAvailabilityAsync("org", Cancelled)).IsAvailable);
        Assert.True((await Signal("RANDOM_SCORE").GetAvailabilityAsync("org", Cancelled)).IsAvailable);

        _configs.Save("configured", "COOP_INTEGRATION_EXAMPLE", """{ "truePercentage": "70" }""");
        Assert.True((await Signal("RANDOM_SIGNAL_SELECTION").GetAvailabilityAsync("configured", Cancelled)).IsAvailable);
    }

    [Theory]
    [InlineData("""{ "truePercentage": "100" }""", true)]
    [InlineData("""{ "truePercentage": 100 }""", true)]
    [InlineData("""{ "truePercentage": " 250 " }""", true)] // brought into 0 to 100
    [InlineData("""{ "truePercentage": "0" }""", false)]
    [InlineData("""{ "truePercentage": "-3" }""", false)]
    public async Task The_saved_percentage_decides_the_coin(string config, bool always)
    {
        _configs.Save("org", "COOP_INTEGRATION_EXAMPLE", config);
        for (var flip = 0; flip < 200; flip++)
        {
            Assert.Equal(SignalOutcome.Scored(always), await RunAsync("RANDOM_SIGNAL_SELECTION"));
        }
    }

    [Fact]
    public async Task An_unreadable_percentage_is_fifty()
    {
        _configs.Save("org", "COOP_INTEGRATION_EXAMPLE", """{ "truePercentage": "often" }""");
        List<bool> flips = [];
        for (var flip = 0; flip < 200; flip++)
        {
            flips.Add((await RunAsync("RANDOM_SIGNAL_SELECTION")).Score.AsBoolean());
        }

        Assert.Contains(true, flips);
        Assert.Contains(false, flips);
    }

    [Fact]
    public async Task The_random_score_lies_between_0_and_100()
    {
        for (var run = 0; run < 1_000; run++)
        {
            Assert.InRange((await RunAsync("RANDOM_SCORE")).Score.AsNumber(), 0, 99.999_999_999_999_99);
        }
    }

    public async ValueTask InitializeAsync() => await _host.StartAsync(Cancelled);

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _cache.Dispose();
    }

    private CatalogueSignal Signal(string id) => _host.Current.FindSignal(id)!;

    private ValueTask<SignalOutcome> RunAsync(string id) =>
        Signal(id).RunAsync(new SignalInput { OrgId = "org", SignalId = id, Value = ScalarValue.Text("x") }, Cancelled);
}
