using Coop.Engine.Problems;
using Coop.Engine.Rules.Conditions;

namespace Coop.Engine.Rules;

internal static class RuleProblems
{
    public static Problem Invalid(string pointer, string detail) => new(RuleCodes.Invalid, ProblemKind.InvalidInput, "Invalid rule", detail, pointer);

    public static Problem UnknownReference(string pointer, string what, string id) =>
        new(RuleCodes.UnknownReference, ProblemKind.InvalidInput, "Invalid rule", $"There is no {what} '{id}'.", pointer);

    public static Problem UnknownSignal(string pointer, string signalId) => new(
        RuleCodes.UnknownSignal, ProblemKind.InvalidInput, "Unknown signal", $"No active integration offers the signal {signalId}. Install its integration, or choose another signal.", pointer);

    public static Problem NotForAutomatedRules(string pointer, string signalName) => new(
        RuleCodes.SignalNotAutomated,
        ProblemKind.InvalidInput,
        "Signal not allowed in automated rules",
        $"The signal '{signalName}' cannot be used in automated rules with actions; it is restricted to routing rules. Take the actions off the rule, or choose another signal.",
        pointer);

    public static Problem Condition(string pointer, string detail) => new(ConditionCodes.Invalid, ProblemKind.InvalidInput, "Invalid condition", detail, pointer);

    public static Problem TooLarge(string detail) => new(RuleCodes.TooLarge, ProblemKind.InvalidInput, "The rule is too large", detail, "/conditions");

    public static Problem MatchingValues(string pointer, string detail) => new(RuleCodes.MatchingValuesInvalid, ProblemKind.InvalidMatchingValues, "Invalid matching values", detail, pointer);
}
