using Coop.Engine.Problems;
using Coop.Engine.Signals;
using Coop.Integrations;

namespace Coop.Engine.Integrations;

/// <summary>What can be wrong with asking for an integration or saving its configuration.</summary>
internal static class IntegrationProblems
{
    public static Problem Unknown(string id, IEnumerable<string> known) => new(
        IntegrationCodes.Unknown, ProblemKind.NotFound, "This integration is not installed",
        $"No installed integration has the id '{id}'.{DidYouMean.Hint(id, known)} The list is at /api/v1/admin/integrations.");

    public static Problem NotAnObject { get; } = new(
        IntegrationConfigCodes.NotAnObject, ProblemKind.InvalidInput, "Invalid configuration",
        "The configuration must be a JSON object whose members are the keys of the integration's configuration fields.", "");

    public static Problem TooLarge(int most) => new(
        IntegrationConfigCodes.TooLarge, ProblemKind.TooLarge, "Invalid configuration", $"A configuration may have at most {most / 1024} KiB.", "");

    public static Problem UnknownKey(string key, IReadOnlyCollection<string> known) => new(
        IntegrationConfigCodes.UnknownKey, ProblemKind.InvalidInput, "Invalid configuration",
        $"The integration has no configuration field '{key}'.{(DidYouMean.Hint(key, known) is { Length: > 0 } hint ? hint
            : known.Count == 0 ? " It has none." : $" It has {string.Join(", ", known)}.")}",
        JsonPointer.Member("", key));

    public static Problem InvalidField(ConfigurationField field, string pointer, string detail) => new(
        IntegrationConfigCodes.InvalidField, ProblemKind.InvalidInput, "Invalid configuration", $"{field.Label} {detail}", pointer);

    public static Problem MissingField(ConfigurationField field) => new(
        IntegrationConfigCodes.MissingField, ProblemKind.InvalidInput, "Invalid configuration", $"{field.Label} is required.", JsonPointer.Member("", field.Key));

    public static Problem Refused(string pointer, string message) => new(
        IntegrationConfigCodes.Refused, ProblemKind.InvalidInput, "The integration refuses this configuration", message, pointer);

    public static Problem CheckFailed(string message) => new(
        IntegrationConfigCodes.CheckFailed, ProblemKind.InvalidInput, "The integration could not check this configuration", message, "");

    public static Problem NoConnectionTest(string name) => new(
        IntegrationConfigCodes.NoConnectionTest, ProblemKind.NotFound, "No connection test", $"{name} offers no connection test. Save the configuration and run one of its signals.");

    public static IntegrationProblem MatcherLate(CatalogueSignal signal, LateLists lists)
    {
        var late = lists.Late == 0 ? "" :
            $"{signal.IntegrationTitle} did not get {Lists(lists.Late)} of matching values of your rules ready for '{signal.Descriptor.DisplayName}' within {lists.Limit.TotalSeconds:0} s " +
            $"({(lists.Late == 1 ? "it begins with" : "they begin with, among others,")} {string.Join(", ", lists.Beginnings.Select(each => $"“{each}”"))}). ";
        var untried = lists.Untried == 0 ? "" :
            $"{signal.IntegrationTitle} could not be given {Lists(lists.Untried)} of your rules for '{signal.Descriptor.DisplayName}', because there was no thread for it, as when it does not come back from others; this is tried again each minute. ";
        return new IntegrationProblem(
            SignalCodes.MatcherLate,
            late + untried +
            $"Such a list is looked for apart, which takes longer; for an item for which it takes over {signal.Limits.Timeout.TotalSeconds:0.###} s, the condition has no answer. " +
            (lists.Late == 0 ? "" : "Make the list smaller or its patterns simpler: as soon as it is changed it is tried again. Or ask the author for a faster version. ") +
            (lists.Untried == 0 ? "" : "Change or remove the lists that are not ready in time, and ask whoever runs Coop to reload its integrations. ") +
            "All lists are tried again when the integration is loaded anew.",
            isWarning: true);
    }

    private static string Lists(int count) => count == 1 ? "a list" : $"{count} lists";

    public static Problem NothingSaved(string id) => new(
        IntegrationConfigCodes.NotFound, ProblemKind.NotFound, "No configuration saved", $"Your organisation has saved no configuration for the integration '{id}'.");
}
