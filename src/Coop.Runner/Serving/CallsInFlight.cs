using System.Collections.Concurrent;
using Coop.Plugins.Processes.Connection;
using Coop.Plugins.Processes.Wire;

namespace Coop.Runner.Serving;

/// <summary>The author's code under way, by the number of its call. A cancelled call is answered at once, whether or not its code listens.</summary>
internal sealed class CallsInFlight
{
    private readonly ConcurrentDictionary<long, CancellationTokenSource> _calls = new();

    /// <summary>Runs off the thread that reads: an author's code may block.</summary>
    public async Task<T> RunAsync<T>(long id, Func<CancellationToken, Task<T>> call)
    {
        // Not disposed: abandoned code may use its token for ever.
        var cancelled = _calls[id] = new CancellationTokenSource();
        try
        {
            var running = Task.Run(() => call(cancelled.Token), CancellationToken.None);
            try
            {
                return await running.WaitAsync(cancelled.Token).ConfigureAwait(false);
            }
            catch (Exception) when (cancelled.IsCancellationRequested)
            {
                _ = running.ContinueWith(
                    static late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
                throw new WireException(new WireError(ErrorCode.Cancelled, "Cancelled."));
            }
        }
        finally
        {
            _calls.TryRemove(id, out _);
        }
    }

    /// <summary>Off this thread as well: an author may hang anything on his token.</summary>
    public void Cancel(long id)
    {
        if (_calls.TryGetValue(id, out var cancelled))
        {
            _ = cancelled.CancelAsync().ContinueWith(
                static late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }
}
