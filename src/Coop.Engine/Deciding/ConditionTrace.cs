using Coop.Engine.Rules.Conditions;
using Coop.Engine.Signals;

namespace Coop.Engine.Deciding;

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
