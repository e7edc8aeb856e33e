using System.Threading.RateLimiting;

namespace Coop.Engine.Signals.Guard;

/// <summary>What came of a call: the author's result, or why there is none.</summary>
internal readonly record struct Called<T>(T? Result, SignalOutcome? Failure);

/// <summary>
/// The boundary to an author's code: gives it a place, a thread that nobody needs and a time limit, and turns whatever it throws into an outcome. The words
/// in that outcome are still the author's.
/// </summary>
/// <param name="pool">Gives threads to code that was seen to give them back.</param>
internal sealed class GuardedCall(Bulkhead bulkhead, TimeProvider time, TaskScheduler pool)
{
    /// <param name="call">Calls the author with a token that is cancelled when the caller left or the limit passed.</param>
    public ValueTask<Called<T>> RunAsync<T>(CatalogueSignal signal, string orgId, Func<CancellationToken, ValueTask<T>> call, CancellationToken cancellationToken) =>
        CallAsync(signal, orgId, AuthorWork.Measuring, call, cancellationToken);

    /// <summary>As <see cref="RunAsync"/>, for what is asked of a signal beside measuring.</summary>
    public ValueTask<Called<T>> AskAsync<T>(CatalogueSignal signal, string orgId, Func<CancellationToken, ValueTask<T>> call, CancellationToken cancellationToken) =>
        CallAsync(signal, orgId, AuthorWork.Asking, call, cancellationToken);

    /// <summary>The end of a call that began on its caller's thread and gave it back.</summary>
    public ValueTask<Called<T>> AwaitAsync<T>(CatalogueSignal signal, Task<T> running, CancellationToken cancellationToken) =>
        AwaitAsync(signal, running, Task.CompletedTask, new Deadline(time, signal.Limits.Timeout, cancellationToken), cancellationToken);

    private async ValueTask<Called<T>> CallAsync<T>(
        CatalogueSignal signal, string orgId, AuthorWork work, Func<CancellationToken, ValueTask<T>> call, CancellationToken cancellationToken)
    {
        var onThread = AuthorCall<T>.NeedsThread(signal);
        var (place, refusal) = await bulkhead.EnterAsync(signal, orgId, onThread, cancellationToken).ConfigureAwait(false);
        if (place is null)
        {
            return new(default, refusal);
        }

        var deadline = new Deadline(time, signal.Limits.Timeout, cancellationToken);
        var author = new AuthorCall<T>(signal, work, onThread, call, time, pool, deadline.Token);
        try
        {
            var called = await AwaitAsync(signal, author.Answer, author.Began, deadline, cancellationToken).ConfigureAwait(false);
            if (deadline.HasPassed && !author.Returned.IsCompleted)
            {
                signal.State.Blocked();
                signal.State.Distrust();
            }

            return called;
        }
        finally
        {
            Leave(place, author.Returned);
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
                ? SignalOutcome.Failed(FailureKind.TimedOut, $"No answer within {signal.Limits.Timeout.TotalSeconds:0.###} s.")
                : AuthorTrouble.OutcomeOf(exception));
        }
    }

    /// <summary>A place is kept as long as a thread is, so that code that blocks for ever cannot take one thread after the other.</summary>
    public static void Leave(RateLimitLease place, Task returned)
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
