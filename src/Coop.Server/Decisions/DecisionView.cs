using System.Text.Json;
using Coop.Engine.Actions;
using Coop.Engine.Deciding;

namespace Coop.Server.Decisions;

/// <param name="Decisions">Newest first.</param>
internal sealed record DecisionListView(IReadOnlyList<DecisionView> Decisions);

/// <summary>What came out for an item, with its reasons.</summary>
/// <param name="SubmissionId">The accepted item this decides; absent for a dry run.</param>
/// <param name="PlanId">What ran: which versions of rules, with which signals.</param>
/// <param name="Ran">How many rules looked at the item.</param>
/// <param name="Rules">Those that matched, came out unknown or used a fallback. Every other one did not match; <c>/rules</c> below this decision lists and explains them.</param>
/// <param name="NotRun">Rules on this type of item that were left out.</param>
/// <param name="Reviews">Why the item is marked for a person although no action says so.</param>
/// <param name="Executions">What became of the actions; only for a single decision.</param>
internal sealed record DecisionView(
    string Id, string? SubmissionId, string ItemId, string ItemTypeId, DateTimeOffset DecidedAt, string PlanId, int Ran, IReadOnlyList<RuleOutcomeView> Rules,
    IReadOnlyList<RuleNotRunView> NotRun, IReadOnlyList<TriggeredActionView> Actions, IReadOnlyList<ReviewReason> Reviews, IReadOnlyList<ExecutionView>? Executions = null)
{
    public static DecisionView OfMany(ExplainedDecision explained)
    {
        var decision = explained.Decision;
        return new(
            decision.Id, decision.SubmissionId, decision.ItemId, decision.ItemTypeId, decision.DecidedAt, decision.PlanId, decision.Ran,
            [.. explained.Rules.Select(RuleOutcomeView.Of)], [.. decision.NotRun.Select(rule => new RuleNotRunView(rule.RuleId, rule.Reason))],
            [.. decision.Actions.Select(TriggeredActionView.Of)], decision.Reviews);
    }

    public static DecisionView Of(ExplainedDecision explained) => OfMany(explained) with { Executions = [.. explained.Executions.Select(ExecutionView.Of)] };
}

/// <param name="Passed">Unknown counts as not passed.</param>
/// <param name="UsedFallback">Whether a condition counted as its fallback says, for want of an answer.</param>
/// <param name="Conditions">The conditions in their stored form, each with a <c>result</c> where it was run; null when the version that ran is not kept any more.</param>
internal sealed record RuleOutcomeView(
    string Id, string Name, string Version, RuleEnvironment Environment, bool Passed, ConditionOutcome Outcome, bool UsedFallback, JsonElement? Conditions)
{
    // The stored form is the shown form: a condition reads the same in a rule and in a decision.
    public static RuleOutcomeView Of(ExplainedRule explained) => new(
        explained.Outcome.RuleId, explained.Outcome.RuleName, explained.Outcome.RuleVersion, explained.Outcome.Environment, explained.Outcome.Passed, explained.Outcome.Outcome,
        explained.Outcome.UsedFallback, explained.Conditions is { } conditions ? DecisionJson.Of(conditions) : null);
}

internal sealed record RuleNotRunView(string Id, NotRunReason Reason);

/// <param name="Rules">In rule order.</param>
internal sealed record RanRuleListView(IReadOnlyList<RanRuleView> Rules);

/// <param name="Name">As it was called then; null when that is not known any more.</param>
/// <param name="Outcome">Null for a rule that did not match, whichever way: its explanation tells.</param>
internal sealed record RanRuleView(string Id, string? Name, string Version, RuleEnvironment Environment, bool Passed, ConditionOutcome? Outcome)
{
    public static RanRuleView Of(RanRule rule) =>
        new(rule.Version.RuleId, rule.Name, rule.Version.Version, rule.Environment, rule.Notable?.Passed == true, rule.Notable?.Outcome);
}

/// <param name="RuleIds">Every passing live rule that takes the action.</param>
/// <param name="PolicyIds">The policies of exactly those rules.</param>
/// <param name="Failure">Why it could not be taken, as when the action is gone.</param>
internal sealed record TriggeredActionView(
    string ExecutionId, string Id, string Name, ActionType Type, IReadOnlyList<string> RuleIds, IReadOnlyList<string> PolicyIds, JsonElement Parameters, string? Failure)
{
    public static TriggeredActionView Of(TriggeredAction action) =>
        new(action.ExecutionId, action.ActionId, action.ActionName, action.Type, action.RuleIds, action.PolicyIds, action.Parameters, action.Failure);
}

/// <param name="Id">The idempotency key the receiver sees.</param>
/// <param name="LastStatus">The HTTP status of the last try.</param>
internal sealed record ExecutionView(
    string Id, string ActionId, ActionExecutionState State, int Attempts, DateTimeOffset? NextAttemptAt, DateTimeOffset? DeliveredAt, int? LastStatus, string? LastError)
{
    public static ExecutionView Of(ActionExecution execution) => new(
        execution.Id, execution.ActionId, execution.State, execution.Attempts, execution.NextAttemptAt, execution.DeliveredAt, execution.LastStatus, execution.LastError);
}
