using Coop.Integration.Text.Keywords;
using Coop.Integration.Text.Patterns;
using Coop.Integration.Text.Similarity;
using Coop.Integration.Text.Variants;
using Coop.Integrations;

[assembly: CoopIntegration(typeof(Coop.Integration.Text.TextPlugin))]

namespace Coop.Integration.Text;

/// <summary>Text signals that need no configuration and no network.</summary>
public sealed class TextPlugin : IIntegrationPlugin
{
    /// <summary>What the expressions of all rules may take in memory together.</summary>
    private const long MostPatternBytes = 256 * 1024 * 1024;

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

    public IReadOnlyList<ISignal> CreateSignals(IPluginContext context)
    {
        var compiled = new CompiledPatterns(MostPatternBytes);
        return
        [
            new ContainsTextSignal(negated: false), new ContainsTextSignal(negated: true),
            new ContainsRegexSignal(negated: false, compiled), new ContainsRegexSignal(negated: true, compiled),
            new ContainsVariantSignal(), new SimilaritySignal(),
        ];
    }
}
