namespace Coop.Engine.Signals.Guard;

/// <summary>
/// One call of an author's method, off its caller's thread. Code that was seen to give threads back is called on the pool; other code on a thread of its own,
/// so that code that blocks instead of awaiting takes no thread that somebody else needs.
/// </summary>
internal sealed class AuthorCall<T>
{
    // Longer than computing takes: whoever keeps a thread for so long waits on it.
    private static readonly TimeSpan Blocking = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource _returned = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private AuthorCall(CatalogueSignal signal, Func<ValueTask<T>> call, bool onThread, bool isRun, TimeProvider time)
    {
        if (signal.IsRemote)
        {
            // What runs here is the proxy, which is ours and awaits.
            Answer = Invoke(signal, call, isRun, time);
            return;
        }

        Answer = Task.Factory.StartNew(
            () => Invoke(signal, call, isRun, time),
            CancellationToken.None,
            onThread ? TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach : TaskCreationOptions.DenyChildAttach,
            TaskScheduler.Default).Unwrap();
    }

    public Task<T> Answer { get; }

    /// <summary>Completes when the author's code has given its thread back, whether or not it has answered.</summary>
    public Task Returned => _returned.Task;

    public static bool NeedsThread(CatalogueSignal signal) => !signal.IsRemote && signal.State.NeedsOwnThread;

    /// <param name="isRun">Whether it measures: only that tells how the next measurement will behave.</param>
    public static AuthorCall<T> Start(CatalogueSignal signal, bool onThread, bool isRun, Func<ValueTask<T>> call, TimeProvider time) =>
        new(signal, call, onThread, isRun, time);

    private async Task<T> Invoke(CatalogueSignal signal, Func<ValueTask<T>> call, bool isRun, TimeProvider time)
    {
        var started = time.GetTimestamp();
        ValueTask<T> running;
        try
        {
            running = call();
        }
        finally
        {
            if (time.GetElapsedTime(started) >= Blocking)
            {
                signal.State.Blocked();
            }
            else if (isRun)
            {
                signal.State.Returned();
            }

            _returned.SetResult();
        }

        return await running.ConfigureAwait(false);
    }
}
