namespace Coop.Engine.Flow;

/// <summary>An organisation's plan in force, and the one that is being built beside it. Guarded by its own lock.</summary>
internal sealed class OrgPlan(string orgId)
{
    private volatile PlanInForce? _inForce;
    private PlanInForce? _slowed;
    private long _slowedAt;

    public string OrgId => orgId;

    public Lock Lock { get; } = new();

    public PlanInForce? InForce
    {
        get => _inForce;
        set => _inForce = value;
    }

    public bool IsBuilding { get; set; }

    /// <summary>Something changed since the build under way looked.</summary>
    public bool IsWanted { get; set; }

    /// <summary>Builds that failed since the last good one.</summary>
    public int Failures { get; set; }

    /// <summary>Good builds one after the other that left something untried.</summary>
    public int Untried { get; set; }

    public PlanFailure? Failure { get; set; }

    /// <summary>Of what the last failed build was to be.</summary>
    public long FailedRevision { get; set; }

    /// <summary>Rung by every change since the build under way looked.</summary>
    public Bell Nudged { get; set; } = new();

    /// <summary>Completes at the end of the build under way, good or not, and is then another one.</summary>
    public TaskCompletionSource Turned { get; set; } = NewTurn();

    /// <summary>Since when the plan is known to decide more slowly than the next one will, as a timestamp.</summary>
    public long SlowedSince(PlanInForce plan, TimeProvider time)
    {
        if (!ReferenceEquals(_slowed, plan))
        {
            (_slowed, _slowedAt) = (plan, time.GetTimestamp());
        }

        return _slowedAt;
    }

    public static TaskCompletionSource NewTurn() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>Why an organisation's newest rules are not in force.</summary>
/// <param name="Since">Of the first failure since the last good build.</param>
/// <param name="HasOlder">True when older rules are in force meanwhile; false when nothing can be decided at all.</param>
public sealed record PlanFailure(string OrgId, string Reason, DateTimeOffset Since, bool HasOlder);
