namespace Coop.Engine.Deciding;

/// <summary>What came out for an item, with its reasons. Immutable; stored as it is and shown as it was.</summary>
public sealed record Decision
{
    public required string Id { get; init; }

    public required string OrgId { get; init; }

    /// <summary>Null for a dry run.</summary>
    public string? SubmissionId { get; init; }

    public required string ItemId { get; init; }

    public required string ItemTypeId { get; init; }

    public required DateTimeOffset DecidedAt { get; init; }

    /// <summary>The plan that made it: which versions of rules ran, and what they measured.</summary>
    public required string PlanId { get; init; }

    /// <summary>How many rules looked at the item.</summary>
    public required int Ran { get; init; }

    /// <summary>The rules that matched, came out unknown or used a fallback, in rule order. Every other rule that ran did not match, and <see cref="Explanation"/> tells why.</summary>
    public required IReadOnlyList<RuleOutcome> Rules { get; init; }

    /// <summary>Rules on this type of item that were left out.</summary>
    public IReadOnlyList<RuleNotRun> NotRun { get; init; } = [];

    /// <summary>What was set going: one entry for each distinct action of the passing live rules.</summary>
    public required IReadOnlyList<TriggeredAction> Actions { get; init; }

    /// <summary>Why the item is marked for a person although no action says so; empty when it is not.</summary>
    public IReadOnlyList<ReviewReason> Reviews { get; init; } = [];

    internal MeasuredTable Measured { get; init; } = MeasuredTable.Empty;
}

/// <summary>How a rule came out.</summary>
/// <param name="Environment">Whether it could act.</param>
/// <param name="UsedFallback">True when a condition that was run counted as its fallback says, for want of an answer.</param>
public sealed record RuleOutcome(string RuleId, string RuleName, string RuleVersion, RuleEnvironment Environment, ConditionOutcome Outcome, bool UsedFallback)
{
    /// <summary>Unknown counts as not passed.</summary>
    public bool Passed => Outcome == ConditionOutcome.Passed;
}

public enum RuleEnvironment
{
    Live,
    Background,
    Backtest,
}

public sealed record RuleNotRun(string RuleId, NotRunReason Reason);

public enum NotRunReason
{
    /// <summary>It had acted as often as it may on that day.</summary>
    Quota,

    /// <summary>Its time had come.</summary>
    Expired,
}

/// <summary>One action set going by one or more rules.</summary>
/// <param name="RuleIds">Every passing live rule that has the action, in rule order.</param>
/// <param name="PolicyIds">The policies of exactly those rules, without repeats.</param>
/// <param name="Parameters">A JSON object; empty when the action has none.</param>
/// <param name="Failure">Why it cannot be taken, as when the action is gone; null when it can.</param>
public sealed record TriggeredAction(
    string ExecutionId, string ActionId, string ActionName, Actions.ActionType Type, IReadOnlyList<string> RuleIds, IReadOnlyList<string> PolicyIds,
    System.Text.Json.JsonElement Parameters, string? Failure = null);

/// <param name="RuleId">The rule that asks for a person.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record ReviewReason(string RuleId, string Reason)
{
    /// <summary>What a rule says that asks for a person when it comes out unknown.</summary>
    public static string Unknown(string ruleName) => $"The rule '{ruleName}' came out unknown.";
}
