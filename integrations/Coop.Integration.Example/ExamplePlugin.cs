using Coop.Integrations;

[assembly: CoopIntegration(typeof(Coop.Integration.Example.ExamplePlugin))]

namespace Coop.Integration.Example;

/// <summary>
/// The door: the attribute above names this class, Coop creates it once, reads the manifest, then asks for the signals.
/// The ids are those of the npm package of the same purpose, so rules and saved configurations work with either.
/// </summary>
public sealed class ExamplePlugin : IIntegrationPlugin
{
    public IntegrationManifest Manifest { get; } = new()
    {
        Id = "COOP_INTEGRATION_EXAMPLE",
        Name = "Coop Integration Example",
        Version = typeof(ExamplePlugin).Assembly.GetName().Version!.ToString(3),
        Description = "Two signals to try Coop with: a coin flip whose odds each organisation configures, and a random number to hold against a threshold.",
        DocsUrl = "https://roostorg.github.io/coop/INTEGRATIONS_PLUGIN.html",
        RequiresConfig = true,
        ConfigurationFields =
        [
            new ConfigurationField
            {
                Key = TruePercentage.Key,
                Label = "True percentage (0–100)",
                Required = true,
                InputType = ConfigurationInputType.Text,
                Placeholder = "50",
                Pattern = @"100|\d{1,2}(\.\d+)?",
                Description = "How often, out of 100 times, Coin Flip Selection says true.",
            },
        ],
        SignalTypeIds = [CoinFlipSignal.Id, RandomScoreSignal.Id],
        ModelCard = ExampleModelCard.Card,
        LogoPath = "assets/logo.svg",
        LogoWithBackgroundPath = "assets/logo-with-background.svg",
        EgressHosts = [],
    };

    public IReadOnlyList<ISignal> CreateSignals(IPluginContext context) => [new CoinFlipSignal(context), new RandomScoreSignal()];
}
