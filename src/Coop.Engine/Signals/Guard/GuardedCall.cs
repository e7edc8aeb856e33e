using System.Threading.RateLimiting;
using Coop.Integrations;

namespace Coop.Engine.Signals.Guard;

/// <summary>What came of a call: the author's result, or why there is none.</summary>
internal readonly record struct Called<T>(T? Result, SignalOutcome? Failure);

/// <summary>
/// The boundary to an author's code: gives it a place, a thread that nobody needs and a time limit, and turns whatever it throws into an outcome. The words
/// in that outcome are still the author's.
/// </summary>
internal sealed class GuardedCall(Bulkhead bulkhead, TimeProvider time, AuthorThreads threads, Sayings<ISignalLog>? sayings)
{
    /// <param name="call">Calls the author with a token that is cancelled when the caller left or the limit passed.</param>
    public ValueTask<Called<T>> RunAsync<T>(CatalogueSignal signal, string orgId, Func<CancellationToken, ValueTask<T>> call, CancellationToken cancellationToken) =>
        CallAsync(signal, orgId, AuthorWork.Measuring, call, cancellationToken);

    /// <summary>As <see cref="RunAsync"/>, for what is asked of a signal beside measuring.</summary>
    public ValueTask<Called<T>> AskAsync<T>(CatalogueSignal signal, string orgId, Func<CancellationToken, ValueTask<T>> call, CancellationToken cancellationToken) =>
        CallAsync(signal, orgId, AuthorWork.Asking, call, cancellationToken);

    /// <summary>As <see cref="RunAsync"/>, with a list of matching values of a signal that takes many at once: when it hangs, that is held against the list and against nothing else.</summary>
    public async ValueTask<Called<T>> RunListedAsync<T>(
        CatalogueSignal signal, string orgId, MatchingValues set, Func<CancellationToken, ValueTask<T>> call, CancellationToken cancellationToken)
    {
        // Once a list of the organisation has hung, no other takes a thread of the pool.
        var onThread = AuthorCall<T>.NeedsThread(signal, orgId) || signal.State.LateMatchers.HasAny(orgId);
        var (place, refusal) = await bulkhead.EnterAsync(signal, orgId, onThread, cancellationToken).ConfigureAwait(false);
        return place is null ? new(default, refusal) : await CallAsync(place, signal, orgId, set, AuthorWork.Listed, onThread, call, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// As <see cref="RunAsync"/>, with a list of matching values that the author's code did not compile: always on a thread of its own, beside the organisation's other calls. When
    /// it hangs, the list has no answer until it comes back, and that is all that follows.
    /// </summary>
    public async ValueTask<Called<T>> RunApartAsync<T>(
        CatalogueSignal signal, string orgId, MatchingValues set, LateList list, Func<CancellationToken, ValueTask<T>> call, CancellationToken cancellationToken)
    {
        if (list.Hangs)
        {
            return new(default, NotAsked(signal));
        }

        var (place, refusal) = await bulkhead.EnterAsync(signal, orgId, list, cancellationToken).ConfigureAwait(false);
        if (place is null)
        {
            return new(default, refusal);
        }

        // It may have been seen to hang while its turn was waited for: no other thread goes after it.
        if (list.Hangs)
        {
            place.Dispose();
            return new(default, NotAsked(signal));
        }

        return await CallAsync(place, signal, orgId, set, AuthorWork.Apart, true, call, cancellationToken).ConfigureAwait(false);
    }

    private static SignalOutcome NotAsked(CatalogueSignal signal) => SignalOutcome.Failed(
        FailureKind.TimedOut,
        $"Not asked: {signal.Descriptor.DisplayName} has not come back from an earlier call with the same list of matching values, which has taken longer than {Limit(signal)} s. Change the list.");

    /// <summary>A call for the organisation is past its time and keeps its thread.</summary>
    public void Distrust(CatalogueSignal signal, string orgId)
    {
        // Whoever calls it next has it on a thread that nobody else needs.
        var isBlocked = signal.State.Blocked(orgId, out var blocksAll);
        if (signal.State.Hung.Add(orgId, out var isForAll))
        {
            sayings?.Say(log => log.SignalHangs(signal, orgId, signal.Limits, isForAll));
        }

        if (isBlocked && blocksAll && !isForAll)
        {
            // With this one it blocked several, of whom it hung for too few: it is kept off everybody's threads all the same.
            sayings?.Say(log => log.SignalBlocks(signal, orgId, signal.Limits.Timeout, signal.Limits, isForAll: true));
        }
    }

    /// <summary>The end of a call that began on its caller's thread and gave it back.</summary>
    public ValueTask<Called<T>> AwaitAsync<T>(CatalogueSignal signal, Task<T> running, CancellationToken cancellationToken) =>
        AwaitAsync(signal, running, Task.CompletedTask, new Deadline(time, signal.Limits.Timeout, cancellationToken), cancellationToken);

    private async ValueTask<Called<T>> CallAsync<T>(
        CatalogueSignal signal, string orgId, AuthorWork work, Func<CancellationToken, ValueTask<T>> call, CancellationToken cancellationToken)
    {
        var onThread = AuthorCall<T>.NeedsThread(signal, orgId);
        var (place, refusal) = await bulkhead.EnterAsync(signal, orgId, onThread, cancellationToken).ConfigureAwait(false);
        return place is null ? new(default, refusal) : await CallAsync(place, signal, orgId, null, work, onThread, call, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<Called<T>> CallAsync<T>(
        RateLimitLease place,
        CatalogueSignal signal,
        string orgId,
        MatchingValues? set,
        AuthorWork work,
        bool onThread,
        Func<CancellationToken, ValueTask<T>> call,
        CancellationToken cancellationToken)
    {
        // Whatever comes between the place and the call, the place is given back.
        var (began, returned) = (Task.CompletedTask, Task.CompletedTask);
        try
        {
            var deadline = new Deadline(time, signal.Limits.Timeout, cancellationToken);
            var author = new AuthorCall<T>(signal, orgId, work, onThread, call, time, threads, sayings, deadline.Token);
            (began, returned) = (author.Began, author.Returned);
            var called = await AwaitAsync(signal, author.Answer, author.Began, deadline, cancellationToken).ConfigureAwait(false);
            if (deadline.HasPassed && !returned.IsCompleted)
            {
                Hung(place, signal, orgId, set, returned);
            }

            if (author.Lacked is { } reason)
            {
                Lacked(signal, orgId, reason);
            }
            else
            {
                signal.State.HasThread();
            }

            return called;
        }
        catch (OperationCanceledException) when (!returned.IsCompleted)
        {
            // Nobody needs the answer any more. The code has the thread all the same, and whoever comes next must know if it does not give it back.
            _ = LookAfterAsync(place, signal, orgId, set, began, returned);
            throw;
        }
        finally
        {
            Leave(place, returned);
        }
    }

    private async Task LookAfterAsync(RateLimitLease place, CatalogueSignal signal, string orgId, MatchingValues? set, Task began, Task returned)
    {
        await began.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            await returned.WaitAsync(signal.Limits.Timeout, time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            if (!returned.IsCompleted)
            {
                Hung(place, signal, orgId, set, returned);
            }
        }
    }

    private void Lacked(CatalogueSignal signal, string orgId, string reason)
    {
        if (signal.State.LacksThread())
        {
            sayings?.Say(log => log.NoThread(signal, orgId, reason));
        }
    }

    private void Hung(RateLimitLease place, CatalogueSignal signal, string orgId, MatchingValues? set, Task returned)
    {
        (place as ListPlace)?.Hang(returned);
        if (set is null)
        {
            Distrust(signal, orgId);
        }
        else if (signal.State.LateMatchers.Found(orgId, set, signal.Limits.ThreadsAtOnce).Hang(returned))
        {
            sayings?.Say(log => log.ListHangs(signal, orgId, signal.Limits.Timeout));
        }
    }

    private static async ValueTask<Called<T>> AwaitAsync<T>(CatalogueSignal signal, Task<T> running, Task began, Deadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            return new(await deadline.AwaitAsync(running, began).ConfigureAwait(false), null);
        }
        catch (Exception exception)
        {
            if (exception is OperationCanceledException)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            return new(default, deadline.HasPassed
                ? SignalOutcome.Failed(FailureKind.TimedOut, $"No answer within {Limit(signal)} s.")
                : AuthorTrouble.OutcomeOf(exception));
        }
    }

    private static string Limit(CatalogueSignal signal) => $"{signal.Limits.Timeout.TotalSeconds:0.###}";

    /// <summary>A place is kept as long as a thread is, so that code that blocks for ever cannot take one thread after the other.</summary>
    private static void Leave(RateLimitLease place, Task returned)
    {
        if (returned.IsCompleted)
        {
            place.Dispose();
        }
        else
        {
            _ = returned.ContinueWith(
                static (_, left) => ((RateLimitLease)left!).Dispose(), place, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }
}
