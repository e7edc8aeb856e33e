using Coop.Engine.Actions;
using Coop.Engine.Deciding;
using Coop.Engine.Outbox;
using Coop.Engine.Review;

namespace Coop.Engine.Flow;

/// <summary>A decision and everything that follows from it. What is in here is written as it is: all thinking is done.</summary>
public sealed record DecisionCommit
{
    public required StreamItem Item { get; init; }

    public required Decision Decision { get; init; }

    /// <summary>The plan that the decision names: whoever stores the decision sees to it that the plan is there.</summary>
    public required KeptPlan Plan { get; init; }

    /// <summary>One for each of the decision's actions, in their order: the place in this list is part of an execution's key.</summary>
    public IReadOnlyList<ExecutionStart> Executions { get; init; } = [];

    public IReadOnlyList<ReviewJob> Reviews { get; init; } = [];

    /// <summary>One for each rule with a daily limit that acts in this decision.</summary>
    public IReadOnlyList<QuotaClaim> Quotas { get; init; } = [];
}

/// <summary>How an action's execution begins.</summary>
/// <param name="State">Pending with a webhook; otherwise how it ended at once.</param>
/// <param name="Error">Why it failed at once.</param>
/// <param name="Webhook">What is to be sent; null when nothing is.</param>
public sealed record ExecutionStart(string ExecutionId, string ActionId, ActionExecutionState State, string? Error, OutboxMessage? Webhook);
