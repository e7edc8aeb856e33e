using System.Runtime.CompilerServices;
using System.Threading.RateLimiting;

namespace Coop.Engine.Signals.Guard;

/// <summary>
/// Places for the calls that one organisation makes of one integration. When an integration is slow, those who wait are its organisation's own calls: what
/// other organisations and other integrations need is never taken.
/// </summary>
internal sealed class Bulkhead(TimeProvider time)
{
    // Of the threads that an organisation may have of a signal for lists that are not trusted, those that one list may have: what hangs takes them all.
    private const int ListsAtOnce = 4;

    private readonly ConditionalWeakTable<LateList, ConcurrencyLimiter> _ofLists = [];

    /// <summary>Waits for a place, first come, first served.</summary>
    /// <param name="onThread">Whether the call holds a thread of its own.</param>
    /// <returns>The place, to be disposed; or why there is none.</returns>
    public ValueTask<(RateLimitLease? Place, SignalOutcome Refusal)> EnterAsync(CatalogueSignal signal, string orgId, bool onThread, CancellationToken cancellationToken)
    {
        var (places, most, name) = onThread
            ? (signal.State.Threads, signal.Limits.ThreadsAtOnce, signal.Descriptor.Id)
            : (signal.Places, signal.Limits.AtOnce, signal.IntegrationTitle);
        return EnterAsync(places.Of(orgId, most, signal.Limits.MostWaiting), signal, most, name, cancellationToken);
    }

    /// <summary>
    /// The same for a list that is not trusted, with a thread: it has a few of its own, and all such lists of the organisation no more than any signal has. For those it waits as long as
    /// its caller does: when a matcher is stopped, all of its lists come at once, and those that have done nothing have their turn in the item's time. When all hang, nobody waits for them.
    /// </summary>
    public async ValueTask<(ListPlace? Place, SignalOutcome Refusal)> EnterAsync(CatalogueSignal signal, string orgId, LateList list, CancellationToken cancellationToken)
    {
        var most = Math.Max(1, signal.Limits.ThreadsAtOnce / ListsAtOnce);
        var ofList = _ofLists.GetValue(list, _ => OrgPlaces.Limiter(most, signal.Limits.MostWaiting));
        var name = $"{signal.Descriptor.Id} with the same list";
        var (own, refusal) = await EnterAsync(ofList, signal, most, name, cancellationToken).ConfigureAwait(false);
        if (own is null)
        {
            return (null, refusal);
        }

        var shared = signal.State.LateMatchers.MeasuringOf(orgId, signal.Limits.ThreadsAtOnce);
        var isIn = false;
        try
        {
            isIn = await shared.EnterAsync(Timeout.InfiniteTimeSpan, time, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (!isIn)
            {
                own.Dispose();
            }
        }

        return isIn ? (new ListPlace(own, shared), default) : (null, SignalOutcome.Failed(
            FailureKind.Unavailable,
            $"Not asked: all {signal.Limits.ThreadsAtOnce} threads that this organisation has for lists which {signal.Descriptor.DisplayName} did not come to an end with are still in it. Change those lists, or have the integration mended and reloaded."));
    }

    private ValueTask<(RateLimitLease? Place, SignalOutcome Refusal)> EnterAsync(
        ConcurrencyLimiter limiter, CatalogueSignal signal, int places, string name, CancellationToken cancellationToken)
    {
        var lease = limiter.AttemptAcquire();
        return lease.IsAcquired ? new((lease, default)) : new(WaitAsync(limiter, signal, places, name, cancellationToken));
    }

    private async Task<(RateLimitLease? Place, SignalOutcome Refusal)> WaitAsync(
        ConcurrencyLimiter limiter, CatalogueSignal signal, int places, string name, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(signal.Limits.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var lease = await limiter.AcquireAsync(1, either.Token).ConfigureAwait(false);
            return lease.IsAcquired ? (lease, default) : (null, SignalOutcome.Failed(
                FailureKind.Unavailable,
                $"{name} is too slow for what is asked of it: {places} calls for this organisation are running and {signal.Limits.MostWaiting} more wait."));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, SignalOutcome.Failed(
                FailureKind.TimedOut,
                $"It did not get its turn within {signal.Limits.Timeout.TotalSeconds:0.###} s: {places} calls of {name} for this organisation were running all the time."));
        }
    }
}
