namespace Coop.Engine.Flow;

/// <summary>An organisation's plan in force, and the one that is being built beside it. Guarded by its own lock.</summary>
internal sealed class OrgPlan(string orgId)
{
    private volatile PlanInForce? _inForce;
    private volatile bool _isSlowed;

    public string OrgId => orgId;

    public Lock Lock { get; } = new();

    public PlanInForce? InForce => _inForce;

    /// <summary>Whether the plan in force is known to decide more slowly than the next one will.</summary>
    public bool IsSlowed => _isSlowed;

    /// <summary>Since when, as a timestamp.</summary>
    public long SlowedAt { get; private set; }

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

    public void PutInForce(PlanInForce next) => (_inForce, _isSlowed) = (next, false);

    /// <param name="now">A timestamp. The first counts.</param>
    public void Slow(long now)
    {
        if (!_isSlowed)
        {
            SlowedAt = now;
            _isSlowed = true;
        }
    }

    public static TaskCompletionSource NewTurn() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>Why an organisation's newest rules are not in force.</summary>
/// <param name="Since">Of the first failure since the last good build.</param>
/// <param name="HasOlder">True when older rules are in force meanwhile; false when nothing can be decided at all.</param>
public sealed record PlanFailure(string OrgId, string Reason, DateTimeOffset Since, bool HasOlder);
