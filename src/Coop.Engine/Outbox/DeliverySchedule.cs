namespace Coop.Engine.Outbox;

/// <summary>
/// When a webhook that was not taken is tried again. Each wait is about as long as all before it together, up to a longest one. What is counted against <see cref="TryFor"/> are the
/// waits themselves and not the clock: neither a clock that jumps nor a server that stood still takes a try away.
/// </summary>
public sealed record DeliverySchedule
{
    // Enough to keep what failed together from coming back together, and not so much that a first wait is none.
    private const double Jitter = 0.25;

    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The first wait after a refusal that no time heals.</summary>
    public TimeSpan FirstWaitWhenRefused { get; init; } = TimeSpan.FromMinutes(15);

    public TimeSpan LongestWait { get; init; } = TimeSpan.FromHours(4);

    /// <summary>All waits together. After the try that follows them it is given up.</summary>
    public TimeSpan TryFor { get; init; } = TimeSpan.FromDays(3);

    /// <summary>The longest wait a receiver can ask for.</summary>
    public TimeSpan LongestRetryAfter { get; init; } = TimeSpan.FromHours(1);

    /// <summary>No delivery waits longer than this: one whose time is further ahead was written under another clock.</summary>
    public TimeSpan LongestOfAll => Max(LongestWait, LongestRetryAfter);

    /// <param name="waited">All waits so far.</param>
    /// <param name="chance">From 0 up to, not including, 1.</param>
    /// <returns>Null when there is no next try.</returns>
    public TimeSpan? WaitAfter(DeliveryAttempt attempt, TimeSpan waited, double chance)
    {
        if (attempt.Verdict is DeliveryVerdict.Delivered or DeliveryVerdict.Gone || waited >= TryFor)
        {
            return null;
        }

        var first = attempt.Verdict == DeliveryVerdict.Refused ? FirstWaitWhenRefused : FirstWait;
        var wait = Min(waited + first, LongestWait) * (1 - Jitter + (Jitter * chance));
        return Max(Min(wait, TryFor - waited), Min(attempt.RetryAfter ?? TimeSpan.Zero, LongestRetryAfter));
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
