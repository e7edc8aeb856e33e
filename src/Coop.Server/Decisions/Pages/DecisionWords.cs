using Coop.Engine.Actions;
using Coop.Engine.Deciding;
using Coop.Server.Web.Parts;

namespace Coop.Server.Decisions.Pages;

/// <summary>Decisions as people read them.</summary>
internal static class DecisionWords
{
    /// <summary>Goes with every mark that is shown: nobody may count on somebody looking.</summary>
    public const string NoQueueYet = "The queue in which people look at what is marked comes in a later version of Coop.";

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
    public static string Summary(ExplainedDecision explained)
    {
        var decision = explained.Decision;
        if (decision.Ran == 0)
        {
            return "No rule ran on this type of item, so nothing was done.";
        }

        var matched = decision.Rules.Count(rule => rule.Passed);
        var unknown = decision.Rules.Count(rule => rule.Outcome == ConditionOutcome.Errored);
        return $"{Count(decision.Ran, "rule")} ran: {(matched == 0 ? "none" : matched)} matched{(unknown > 0 ? $" and {unknown} came out unknown" : null)}. "
            + (decision.Actions.Count == 0 ? "No action was taken." : $"{Count(decision.Actions.Count, "action")}{Became(explained)}.");
    }

    /// <summary>Only what asked for a person by itself; an action that does so is among the actions.</summary>
    public static IEnumerable<(string? Rule, string Reason)> Reviews(Decision decision) => decision.Reviews.Select(review =>
    {
        var name = decision.Rules.FirstOrDefault(rule => rule.RuleId == review.RuleId)?.RuleName;
        return (review.Reason == ReviewReason.Unknown(name ?? "") ? null : name, review.Reason);
    });

    public static bool IsMarked(Decision decision) => decision.Reviews.Count > 0 || decision.Actions.Any(action => action.Failure is null && IsMark(action));

    /// <summary>It asks for a person and sends nothing.</summary>
    public static bool IsMark(TriggeredAction action) => action.Type != ActionType.CustomAction;

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

    public static (string Text, Tone Tone) Delivery(TriggeredAction action, ActionExecution execution) => execution.State switch
    {
        ActionExecutionState.Delivered when IsMark(action) => ("Marked for review", Tone.Calm),
        ActionExecutionState.Delivered => ("Delivered", Tone.Good),
        ActionExecutionState.Failed => ("Given up", Tone.Bad),
        _ => ("On its way", Tone.Calm),
    };

    private static string? Became(ExplainedDecision explained)
    {
        var states = explained.Decision.Actions
            .Join(explained.Executions, action => action.ExecutionId, execution => execution.Id, (action, execution) => Delivery(action, execution).Text)
            .CountBy(state => state)
            .Select(state => $"{state.Value} {char.ToLowerInvariant(state.Key[0])}{state.Key[1..]}")
            .ToList();
        return states.Count == 0 ? null : ": " + string.Join(", ", states);
    }

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
}
