using System.Text.Json;
using Coop.Engine.Actions;
using Coop.Engine.Deciding;

namespace Coop.Server.Decisions;

/// <param name="Decisions">Newest first.</param>
internal sealed record DecisionListView(IReadOnlyList<DecisionView> Decisions);

/// <summary>What came out for an item, with its reasons.</summary>
/// <param name="SubmissionId">The accepted item this decides; absent for a dry run.</param>
/// <param name="Reviews">Why the item goes to a person although no action says so.</param>
/// <param name="Executions">What became of the actions; only for a single decision.</param>
internal sealed record DecisionView(
    string Id, string? SubmissionId, string ItemId, string ItemTypeId, DateTimeOffset DecidedAt, IReadOnlyList<RuleOutcomeView> Rules,
    IReadOnlyList<TriggeredActionView> Actions, IReadOnlyList<ReviewReason> Reviews, IReadOnlyList<ExecutionView>? Executions = null)
{
    public static DecisionView Of(Decision decision)
    {
        // The stored form is the shown form: a condition reads the same in a rule, in a decision and in the database.
        var rules = JsonElement.Parse(DecisionFormat.ToBytes(decision)).GetProperty("rules");
        return new(
            decision.Id, decision.SubmissionId, decision.ItemId, decision.ItemTypeId, decision.DecidedAt,
            [.. decision.Rules.Select((rule, index) => RuleOutcomeView.Of(rule, rules[index].GetProperty("conditions")))], [.. decision.Actions.Select(TriggeredActionView.Of)], decision.Reviews);
    }

    public static DecisionView Of(ExplainedDecision explained) =>
        Of(explained.Decision) with { Executions = [.. explained.Executions.Select(ExecutionView.Of)] };
}

/// <param name="Passed">Unknown counts as not passed.</param>
/// <param name="Conditions">The conditions in their stored form, each with a <c>result</c> where it was run.</param>
internal sealed record RuleOutcomeView(
    string Id, string Name, string Version, RuleEnvironment Environment, bool Passed, ConditionOutcome Outcome, JsonElement Conditions)
{
    public static RuleOutcomeView Of(RuleOutcome rule, JsonElement conditions) =>
        new(rule.RuleId, rule.RuleName, rule.RuleVersion, rule.Environment, rule.Passed, rule.Outcome, conditions);
}

/// <param name="RuleIds">Every passing live rule that takes the action.</param>
/// <param name="PolicyIds">The policies of exactly those rules.</param>
internal sealed record TriggeredActionView(
    string ExecutionId, string Id, string Name, ActionType Type, IReadOnlyList<string> RuleIds, IReadOnlyList<string> PolicyIds, JsonElement Parameters)
{
    public static TriggeredActionView Of(TriggeredAction action) =>
        new(action.ExecutionId, action.ActionId, action.ActionName, action.Type, action.RuleIds, action.PolicyIds, action.Parameters);
}

/// <param name="Id">The idempotency key the receiver sees.</param>
/// <param name="LastStatus">The HTTP status of the last try.</param>
internal sealed record ExecutionView(
    string Id, string ActionId, ActionExecutionState State, int Attempts, DateTimeOffset? NextAttemptAt, DateTimeOffset? DeliveredAt, int? LastStatus, string? LastError)
{
    public static ExecutionView Of(ActionExecution execution) => new(
        execution.Id, execution.ActionId, execution.State, execution.Attempts, execution.NextAttemptAt, execution.DeliveredAt, execution.LastStatus, execution.LastError);
}
