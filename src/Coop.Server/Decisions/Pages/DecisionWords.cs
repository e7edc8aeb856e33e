using Coop.Engine.Actions;
using Coop.Engine.Deciding;
using Coop.Server.Web.Parts;

namespace Coop.Server.Decisions.Pages;

/// <summary>Decisions as people read them.</summary>
internal static class DecisionWords
{
    private const int MostNamed = 3;

    /// <summary>The rules that matched, by name.</summary>
    public static string Matched(DecisionSummary decision)
    {
        var names = decision.Matched.Take(MostNamed).Select(rule => rule.Name);
        return decision.Matched.Count switch
        {
            0 => "No rule",
            <= MostNamed => GivenText.List(names),
            var all => $"{GivenText.List(names)} and {all - MostNamed} more",
        };
    }

    /// <summary>The whole decision in a sentence or two.</summary>
    public static string Summary(Decision decision)
    {
        if (decision.Ran == 0)
        {
            return "No rule ran on this type of item, so nothing was done.";
        }

        var matched = decision.Rules.Count(rule => rule.Passed);
        var unknown = decision.Rules.Count(rule => rule.Outcome == ConditionOutcome.Errored);
        var actions = decision.Actions.Count;
        return $"{Count(decision.Ran, "rule")} ran: {(matched == 0 ? "none" : matched)} matched{(unknown > 0 ? $" and {unknown} came out unknown" : null)}. "
            + (actions == 0 ? "No action was taken." : $"{Count(actions, "action")} {(actions == 1 ? "was" : "were")} taken.");
    }

    /// <summary>Why a rule was left out.</summary>
    public static string Reason(NotRunReason reason) => reason switch
    {
        NotRunReason.Quota => "it had acted as often as it may on that day",
        _ => "it had expired",
    };

    public static string Environment(RuleEnvironment environment) => environment switch
    {
        RuleEnvironment.Live => "Live",
        RuleEnvironment.Background => "Background: recorded only",
        _ => "Trial: recorded only",
    };

    public static (string Text, Tone Tone) Delivery(ActionExecutionState state) => state switch
    {
        ActionExecutionState.Delivered => ("Delivered", Tone.Good),
        ActionExecutionState.Failed => ("Given up", Tone.Bad),
        _ => ("On its way", Tone.Calm),
    };

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
}
