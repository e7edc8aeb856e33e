using System.Text.Json;
using Coop.Integration.Text.Keywords;
using Coop.Integration.Text.Patterns;
using Coop.Integration.Text.Similarity;
using Coop.Integration.Text.Variants;
using Coop.Integrations;

[assembly: CoopIntegration(typeof(Coop.Integration.Text.TextPlugin))]

namespace Coop.Integration.Text;

/// <summary>Text signals that need no configuration and no network.</summary>
public sealed class TextPlugin : IIntegrationPlugin, IStaticConfig
{
    private TextConfig _config = new();

    public IntegrationManifest Manifest { get; } = new()
    {
        Id = "COOP_TEXT",
        Name = "Coop Text",
        Version = typeof(TextPlugin).Assembly.GetName().Version!.ToString(3),
        Description = "Finds keywords, regular expressions, disguised spellings and similar texts. Runs inside Coop: nothing is sent anywhere.",
        RequiresConfig = false,
        SignalTypeIds =
        [
            ContainsTextSignal.Id, ContainsTextSignal.NegatedId, ContainsRegexSignal.Id, ContainsRegexSignal.NegatedId,
            ContainsVariantSignal.Id, SimilaritySignal.Id,
        ],
        ModelCard = TextModelCard.Card,
        LogoPath = "assets/logo.svg",
        LogoWithBackgroundPath = "assets/logo-with-background.svg",
        EgressHosts = [],
    };

    public IReadOnlyList<ConfigError> UseConfig(JsonElement config)
    {
        try
        {
            _config = config.Deserialize(TextConfigJson.Default.TextConfig) ?? _config;
        }
        catch (JsonException)
        {
            return [new ConfigError("", "The config may have one member, patternMegabytes, which is a whole number.")];
        }

        return _config.PatternMegabytes is < TextConfig.Least or > TextConfig.Most
            ? [new ConfigError("patternMegabytes", $"patternMegabytes must be from {TextConfig.Least} to {TextConfig.Most}.")]
            : [];
    }

    public IReadOnlyList<ISignal> CreateSignals(IPluginContext context)
    {
        var compiled = new CompiledPatterns(_config.PatternBytes);
        return
        [
            new ContainsTextSignal(negated: false), new ContainsTextSignal(negated: true),
            new ContainsRegexSignal(negated: false, compiled), new ContainsRegexSignal(negated: true, compiled),
            new ContainsVariantSignal(), new SimilaritySignal(),
        ];
    }
}
