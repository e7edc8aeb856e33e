using Coop.Engine.Rules.Conditions;
using Coop.Engine.Signals;

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

    /// <summary>Every rule that looked at the item, in rule order.</summary>
    public required IReadOnlyList<RuleOutcome> Rules { get; init; }

    /// <summary>What was set going: one entry for each distinct action of the passing live rules.</summary>
    public required IReadOnlyList<TriggeredAction> Actions { get; init; }

    /// <summary>Why the item goes to a person although no action says so; empty when it does not.</summary>
    public IReadOnlyList<ReviewReason> Reviews { get; init; } = [];
}

/// <summary>How a rule came out.</summary>
/// <param name="Environment">Whether it could act.</param>
/// <param name="Passed">Unknown counts as not passed.</param>
public sealed record RuleOutcome(
    string RuleId, string RuleName, string RuleVersion, RuleEnvironment Environment, bool Passed, ConditionOutcome Outcome, ConditionTrace Conditions);

public enum RuleEnvironment
{
    Live,
    Background,
    Backtest,
}

/// <summary>Three-valued, with the false ones told apart.</summary>
public enum ConditionOutcome
{
    Passed,
    Failed,

    /// <summary>Nothing to evaluate; counts as false.</summary>
    Inapplicable,

    /// <summary>Could not be found out; unknown, not false.</summary>
    Errored,
}

/// <summary>A condition with what became of it.</summary>
public abstract record ConditionTrace
{
    /// <summary>Null when it was not run because the outcome was known without it.</summary>
    public ConditionOutcome? Outcome { get; init; }
}

public sealed record SetTrace(Conjunction Conjunction, IReadOnlyList<ConditionTrace> Conditions) : ConditionTrace;

public sealed record LeafTrace(LeafCondition Condition) : ConditionTrace
{
    /// <summary>The reported value's score, as text.</summary>
    public string? Score { get; init; }

    public string? MatchedValue { get; init; }

    /// <summary>The author's sentence, or why the signal does not apply.</summary>
    public string? Detail { get; init; }

    public SignalFailure? Failure { get; init; }

    /// <summary>True when the outcome is the leaf's fallback and not an answer.</summary>
    public bool UsedFallback { get; init; }

    /// <summary>How long the signal took; null when there was none to run.</summary>
    public TimeSpan? Elapsed { get; init; }

    /// <summary>The integration's version, for provenance; null without a signal.</summary>
    public string? IntegrationVersion { get; init; }
}

/// <summary>One action set going by one or more rules.</summary>
/// <param name="RuleIds">Every passing live rule that has the action, in rule order.</param>
/// <param name="PolicyIds">The policies of exactly those rules, without repeats.</param>
/// <param name="Parameters">A JSON object; empty when the action has none.</param>
public sealed record TriggeredAction(
    string ExecutionId, string ActionId, string ActionName, Actions.ActionType Type, IReadOnlyList<string> RuleIds, IReadOnlyList<string> PolicyIds,
    System.Text.Json.JsonElement Parameters);

/// <param name="RuleId">The rule that asks for a person.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record ReviewReason(string RuleId, string Reason);
