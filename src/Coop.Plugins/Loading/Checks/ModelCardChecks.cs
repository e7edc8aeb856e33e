using Coop.Engine.Integrations;
using Coop.Engine.Problems;
using Coop.Integrations;
using Coop.Plugins.Problems;

namespace Coop.Plugins.Loading.Checks;

/// <summary>A card or a section that is missing is a warning, or an error where the adopter requires model cards.</summary>
internal static class ModelCardChecks
{
    public static void Run(ModelCard? card, bool required, Findings findings)
    {
        var tell = required ? (Action<ProblemCode, string, string>)findings.Add : findings.Warn;
        if (card is null)
        {
            tell(ManifestCodes.ModelCardMissing, "manifest.modelCard", "The integration has no model card: nobody can tell how it measures and how well. Ask its author for one.");
            return;
        }

        if (string.IsNullOrWhiteSpace(card.ModelName) || string.IsNullOrWhiteSpace(card.Version))
        {
            findings.Add(ManifestCodes.ModelCard, "manifest.modelCard", "manifest.modelCard must have a modelName and a version that are not empty.");
        }

        foreach (var (i, section) in card.Sections.Index().Where(pair => string.IsNullOrWhiteSpace(pair.Item.Id) || string.IsNullOrWhiteSpace(pair.Item.Title)))
        {
            findings.Add(ManifestCodes.ModelCard, $"manifest.modelCard.sections[{i}]", $"Section {i} of the model card (\"{Findings.Shown(section.Id)}\") must have an id and a title.");
        }

        if (card.MissingSectionIds() is { Count: > 0 } missing)
        {
            tell(
                ManifestCodes.ModelCardSections, "manifest.modelCard.sections",
                $"The model card lacks the section{(missing.Count > 1 ? "s" : "")} {string.Join(", ", missing)}. Every model card has them all.");
        }
    }
}
