namespace Coop.Engine.Signals.Guard;

/// <summary>
/// One call of an author's method, off its caller's thread. Code that was seen to give threads back is called on the pool; other code on a thread of its own,
/// so that code that blocks instead of awaiting takes no thread that somebody else needs.
/// </summary>
internal sealed class AuthorCall<T>
{
    // Longer than computing takes: whoever keeps a thread for so long waits on it.
    private static readonly TimeSpan Blocking = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource _began = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _returned = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CatalogueSignal _signal;
    private readonly string _orgId;
    private readonly AuthorWork _work;
    private readonly TimeProvider _time;
    private readonly Sayings<ISignalLog>? _sayings;

    /// <param name="token">When it is cancelled before there is a thread, the author's code is not begun.</param>
    public AuthorCall(
        CatalogueSignal signal, string orgId, AuthorWork work, bool onThread, Func<CancellationToken, ValueTask<T>> call, TimeProvider time, AuthorThreads threads, Sayings<ISignalLog>? sayings, CancellationToken token)
    {
        (_signal, _orgId, _work, _time, _sayings) = (signal, orgId, work, time, sayings);
        // What runs here of a remote signal is the proxy, which is ours and awaits.
        Answer = signal.IsRemote ? InvokeAsync(call, token) : BeginAsync(call, onThread, threads, token);
    }

    public Task<T> Answer { get; }

    /// <summary>Why the system had no thread for it; null when it had.</summary>
    public string? Lacked => Answer is { IsFaulted: true, Exception.InnerException: NoThreadException nothing } ? nothing.Message : null;

    /// <summary>Completes when there is a thread for the author's code: from then on time counts against it. How long one was waited for is not its doing.</summary>
    public Task Began => _began.Task;

    /// <summary>Completes when the author's code has given its thread back, whether or not it has answered.</summary>
    public Task Returned => _returned.Task;

    public static bool NeedsThread(CatalogueSignal signal, string orgId) => !signal.IsRemote && signal.State.NeedsOwnThread(orgId);

    private Task<T> BeginAsync(Func<CancellationToken, ValueTask<T>> call, bool onThread, AuthorThreads threads, CancellationToken token)
    {
        try
        {
            return Task.Factory.StartNew(
                () => InvokeAsync(call, token),
                CancellationToken.None,
                onThread ? TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach : TaskCreationOptions.DenyChildAttach,
                onThread ? threads.Own : threads.Pool).Unwrap();
        }
        catch (TaskSchedulerException nothing)
        {
            // Nothing of the author's code has begun, and nothing will: what was kept for it is free.
            _began.SetResult();
            _returned.SetResult();
            return Task.FromException<T>(new NoThreadException(nothing.InnerException ?? nothing));
        }
    }

    private async Task<T> InvokeAsync(Func<CancellationToken, ValueTask<T>> call, CancellationToken token)
    {
        var started = _time.GetTimestamp();
        _began.SetResult();
        if (token.IsCancellationRequested)
        {
            _returned.SetResult();
            throw new OperationCanceledException(token);
        }

        ValueTask<T> running;
        try
        {
            running = call(token);
        }
        finally
        {
            var kept = _time.GetElapsedTime(started);
            var isLong = kept >= Blocking;
            if (isLong && !_signal.IsRemote && _work is (AuthorWork.Measuring or AuthorWork.Asking))
            {
                Blocked(kept);
            }
            else if (_work == AuthorWork.Measuring || (!isLong && _work == AuthorWork.Listed))
            {
                _signal.State.Returned();
            }

            _returned.SetResult();
        }

        return await running.ConfigureAwait(false);
    }

    private void Blocked(TimeSpan kept)
    {
        if (_signal.State.Blocked(_orgId, out var isForAll))
        {
            _sayings?.Say(log => log.SignalBlocks(_signal, _orgId, kept, _signal.Limits, isForAll));
        }
    }
}
