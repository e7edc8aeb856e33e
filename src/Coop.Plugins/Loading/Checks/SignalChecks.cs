using Coop.Engine.Integrations;
using Coop.Engine.Problems;
using Coop.Integrations;
using Coop.Plugins.Problems;

namespace Coop.Plugins.Loading.Checks;

internal static class SignalChecks
{
    public const int LongestId = 128;

    public static void Run(IntegrationManifest manifest, IReadOnlyList<SignalDescriptor> signals, Findings findings)
    {
        CheckDeclared(manifest, signals, findings);
        foreach (var signal in signals)
        {
            var path = $"signals[{Findings.Shown(signal.Id)}]";
            CheckNames(manifest, signal, path, findings);
            CheckTypes(signal, path, findings);
            CheckThresholds(signal, path, findings);
            CheckSubcategories(signal, path, findings);
        }
    }

    private static void CheckDeclared(IntegrationManifest manifest, IReadOnlyList<SignalDescriptor> signals, Findings findings)
    {
        foreach (var id in Repeated(manifest.SignalTypeIds))
        {
            findings.Add(ManifestCodes.SignalTypeIds, "manifest.signalTypeIds", $"manifest.signalTypeIds lists \"{Findings.Shown(id)}\" twice.");
        }

        var returned = signals.Select(signal => signal.Id).ToList();
        foreach (var id in Repeated(returned))
        {
            findings.Add(SignalCodes.DuplicateId, $"signals[{Findings.Shown(id)}].id", $"CreateSignals returned more than one signal with the id \"{Findings.Shown(id)}\".");
        }

        foreach (var id in manifest.SignalTypeIds.Except(returned))
        {
            findings.Add(
                SignalCodes.NotReturned, "manifest.signalTypeIds", $"manifest.signalTypeIds declares \"{Findings.Shown(id)}\", but CreateSignals did not return it.");
        }

        foreach (var id in returned.Except(manifest.SignalTypeIds))
        {
            findings.Add(
                SignalCodes.NotDeclared, $"signals[{Findings.Shown(id)}].id", $"CreateSignals returned \"{Findings.Shown(id)}\", which manifest.signalTypeIds does not declare.");
        }
    }

    private static void CheckNames(IntegrationManifest manifest, SignalDescriptor signal, string path, Findings findings)
    {
        if (!WireId.IsValid(signal.Id, LongestId))
        {
            findings.Add(
                SignalCodes.Id, $"{path}.id",
                $"A signal's id is \"{Findings.Shown(signal.Id)}\". It must be UPPER_SNAKE_CASE (letters A-Z, digits, underscores, a letter first), at most {LongestId} characters.");
        }

        if (string.IsNullOrWhiteSpace(signal.DisplayName))
        {
            findings.Add(SignalCodes.DisplayName, $"{path}.displayName", $"{path}.displayName is empty. Give the name people see.");
        }

        if (signal.Integration is { } owner && owner != manifest.Id)
        {
            findings.Add(
                SignalCodes.Integration, $"{path}.integration", $"{path}.integration is \"{Findings.Shown(owner)}\", but the manifest's id is \"{Findings.Shown(manifest.Id)}\". Leave it out, or make them equal.");
        }

        findings.CheckUrl(SignalCodes.Url, $"{path}.docsUrl", signal.DocsUrl);
    }

    private static void CheckTypes(SignalDescriptor signal, string path, Findings findings)
    {
        if (signal.EligibleInputs.Count == 0)
        {
            findings.Add(SignalCodes.EligibleInputs, $"{path}.eligibleInputs", $"{path}.eligibleInputs is empty, so that it could never run. Name at least one input type.");
        }

        foreach (var input in signal.EligibleInputs.Where(input => !Enum.IsDefined(input)))
        {
            findings.Add(SignalCodes.EligibleInputs, $"{path}.eligibleInputs", $"{path}.eligibleInputs has {(int)input}, which is no input type.");
        }

        if (!Enum.IsDefined(signal.OutputType.ScalarType))
        {
            findings.Add(SignalCodes.OutputType, $"{path}.outputType", $"{path}.outputType is {(int)signal.OutputType.ScalarType}, which is no scalar type.");
        }

        if (!Enum.IsDefined(signal.Pricing))
        {
            findings.Add(SignalCodes.Pricing, $"{path}.pricing", $"{path}.pricing is {(int)signal.Pricing}, which is no pricing structure.");
        }

        if (signal.Cost is { } cost && (!double.IsFinite(cost) || cost < 0))
        {
            findings.Add(SignalCodes.Cost, $"{path}.cost", $"{path}.cost is {cost}. It must be a finite number, 0 or more, or left out when it is not known.");
        }

        foreach (var language in (signal.SupportedLanguages ?? []).Where(language => !Languages.Known.Contains(language)))
        {
            var nearest = DidYouMean.Find(language, Languages.Known);
            findings.Add(
                SignalCodes.Language, $"{path}.supportedLanguages",
                $"{path}.supportedLanguages has \"{Findings.Shown(language)}\", which is no known language.{(nearest is null ? " The names are those of Languages.Known." : $" Did you mean \"{nearest}\"?")}");
        }
    }

    private static void CheckThresholds(SignalDescriptor signal, string path, Findings findings)
    {
        if (signal.RecommendedThresholds is not { } thresholds)
        {
            return;
        }

        foreach (var (name, value) in new[] { ("highPrecision", thresholds.HighPrecision), ("highRecall", thresholds.HighRecall) })
        {
            if (value.Kind is not (SignalScoreKind.Number or SignalScoreKind.Text) || (value.Kind == SignalScoreKind.Number && !double.IsFinite(value.AsNumber())))
            {
                findings.Add(SignalCodes.Threshold, $"{path}.recommendedThresholds.{name}", $"{path}.recommendedThresholds.{name} must be a finite number or text.");
            }
        }
    }

    private static void CheckSubcategories(SignalDescriptor signal, string path, Findings findings)
    {
        var ids = signal.EligibleSubcategories.Select(choice => choice.Id).ToList();
        foreach (var id in Repeated(ids))
        {
            findings.Add(SignalCodes.Subcategory, $"{path}.eligibleSubcategories", $"{path}.eligibleSubcategories has the id \"{Findings.Shown(id)}\" twice.");
        }

        foreach (var choice in signal.EligibleSubcategories)
        {
            if (string.IsNullOrWhiteSpace(choice.Id) || string.IsNullOrWhiteSpace(choice.Label))
            {
                findings.Add(SignalCodes.Subcategory, $"{path}.eligibleSubcategories", $"A subcategory of {path} (\"{Findings.Shown(choice.Id)}\") must have an id and a label.");
            }

            foreach (var child in choice.ChildrenIds.Except(ids))
            {
                findings.Add(
                    SignalCodes.Subcategory, $"{path}.eligibleSubcategories[{Findings.Shown(choice.Id)}].childrenIds",
                    $"The subcategory \"{Findings.Shown(choice.Id)}\" of {path} has a child \"{Findings.Shown(child)}\", which is not in eligibleSubcategories.");
            }
        }
    }

    private static IEnumerable<string> Repeated(IEnumerable<string> ids) => ids.GroupBy(id => id, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key);
}
