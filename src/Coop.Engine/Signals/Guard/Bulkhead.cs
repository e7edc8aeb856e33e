using System.Collections.Concurrent;
using System.Threading.RateLimiting;

namespace Coop.Engine.Signals.Guard;

/// <summary>
/// Places for the calls that one organisation makes of one integration. When an integration is slow, those who wait are its organisation's own calls: what
/// other organisations and other integrations need is never taken.
/// </summary>
internal sealed class Bulkhead(TimeProvider time)
{
    private readonly ConcurrentDictionary<(string OrgId, string Id, bool OnThreads, SignalLimits Limits), ConcurrencyLimiter> _limiters = new();

    /// <summary>Waits for a place, first come, first served.</summary>
    /// <param name="onThread">Whether the call holds a thread of its own.</param>
    /// <returns>The place, to be disposed; or why there is none.</returns>
    public ValueTask<(RateLimitLease? Place, SignalOutcome Refusal)> EnterAsync(CatalogueSignal signal, string orgId, bool onThread, CancellationToken cancellationToken)
    {
        // Threads are counted for each signal alone: one that blocks is its neighbours' trouble no more than another organisation's.
        var limiter = _limiters.GetOrAdd((orgId, onThread ? signal.Descriptor.Id : signal.IntegrationId, onThread, signal.Limits), static key => new ConcurrencyLimiter(new ConcurrencyLimiterOptions
        {
            PermitLimit = key.OnThreads ? key.Limits.ThreadsAtOnce : key.Limits.AtOnce,
            QueueLimit = key.Limits.MostWaiting,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        }));
        var lease = limiter.AttemptAcquire();
        return lease.IsAcquired ? new((lease, default)) : new(WaitAsync(limiter, signal, onThread, cancellationToken));
    }

    private async Task<(RateLimitLease? Place, SignalOutcome Refusal)> WaitAsync(
        ConcurrencyLimiter limiter, CatalogueSignal signal, bool onThread, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(signal.Limits.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var places = onThread ? signal.Limits.ThreadsAtOnce : signal.Limits.AtOnce;
        try
        {
            var lease = await limiter.AcquireAsync(1, either.Token).ConfigureAwait(false);
            return lease.IsAcquired ? (lease, default) : (null, SignalOutcome.Failed(
                FailureKind.Unavailable,
                $"{Name(signal, onThread)} is too slow for what is asked of it: {places} calls for this organisation are running and {signal.Limits.MostWaiting} more wait."));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, SignalOutcome.Failed(
                FailureKind.TimedOut,
                $"It did not get its turn within {signal.Limits.Timeout.TotalSeconds:0.###} s: {places} calls of {Name(signal, onThread)} for this organisation were running all the time."));
        }
    }

    private static string Name(CatalogueSignal signal, bool onThread) => onThread ? signal.Descriptor.Id : signal.IntegrationTitle;
}
