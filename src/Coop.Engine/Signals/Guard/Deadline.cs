using System.Diagnostics.CodeAnalysis;

namespace Coop.Engine.Signals.Guard;

/// <summary>
/// The token and time limit of one call. When the limit passes or the caller leaves, the author's code is told by its token and left to end alone: its caller
/// is free at once, whatever that code does.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Abandoned code may use the token for ever, and a source without a timer holds nothing to dispose.")]
internal sealed class Deadline(TimeProvider time, TimeSpan limit, CancellationToken caller)
{
    private readonly CancellationTokenSource _source = new();

    public CancellationToken Token => _source.Token;

    /// <summary>True when the limit ended the call.</summary>
    public bool HasPassed { get; private set; }

    /// <summary>The call's result, or an exception: its own, the caller's cancellation, or a timeout.</summary>
    /// <param name="began">The limit counts from its completion.</param>
    public async ValueTask<T> AwaitAsync<T>(Task<T> running, Task began)
    {
        try
        {
            await began.WaitAsync(caller).ConfigureAwait(false);
            return await running.WaitAsync(limit, time, caller).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException && !running.IsFaulted && !running.IsCanceled)
        {
            HasPassed = exception is TimeoutException;
            Unobserved(running);
            // Off this thread: what an author hangs on his token must not hold up his caller, nor throw at him.
            Unobserved(_source.CancelAsync());
            throw;
        }
    }

    private static void Unobserved(Task task) => _ = task.ContinueWith(
        static late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
