using System.ComponentModel;
using Coop.Engine.Problems;

namespace Coop.Engine.Rules;

[DisplayName("Rules")]
public static class RuleCodes
{
    public static ProblemCode Invalid { get; } = new("rule.invalid", "A rule breaks a rule that the detail explains.", "Correct it.");

    public static ProblemCode MatchingValuesInvalid { get; } = new(
        "rule.matching-values-invalid",
        "The matching values do not fit the signal.",
        "Give values of the kind the detail asks for.");

    public static ProblemCode SignalNotAutomated { get; } = new(
        "rule.signal-not-automated",
        "The signal may not be used in a rule that takes actions.",
        "Take the actions off, or choose another signal.");

    public static ProblemCode TooLarge { get; } = new(
        "rule.too-large",
        "The rule has more conditions, or sets inside each other, than one rule may have. The detail names the limit.",
        "Split it into several rules, or put values into a bank.");

    public static ProblemCode UnknownReference { get; } = new(
        "rule.unknown-reference",
        "The rule names something your organisation does not have.",
        "Create it first, or correct the id.");

    public static ProblemCode UnknownSignal { get; } = new(
        "rule.unknown-signal",
        "No active integration offers the signal.",
        "Install its integration, or choose another signal.");
}
