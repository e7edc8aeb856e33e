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

    public static IntegrationProblem MatcherLate(CatalogueSignal signal, int sets, TimeSpan limit) => new(
        SignalCodes.MatcherLate,
        $"{signal.IntegrationTitle} did not get {(sets == 1 ? "a list" : $"{sets} lists")} of matching values of your rules ready for '{signal.Descriptor.DisplayName}' within {limit.TotalSeconds:0} s, " +
        "so their values are looked for list by list. The outcomes are the same and take longer. Make the lists smaller or their patterns simpler, or ask its author for a version that is faster; " +
        "a list that changes is tried again, and all of them are when the integration is loaded anew.",
        isWarning: true);

    public static Problem NothingSaved(string id) => new(
        IntegrationConfigCodes.NotFound, ProblemKind.NotFound, "No configuration saved", $"Your organisation has saved no configuration for the integration '{id}'.");
}
