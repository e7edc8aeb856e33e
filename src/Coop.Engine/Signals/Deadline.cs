using System.Diagnostics.CodeAnalysis;

namespace Coop.Engine.Signals;

/// <summary>
/// The token and time limit of one call. The author's code needs the token before anybody knows whether it will take time, so sources are kept per
/// thread and given back untouched by calls that finish at once; a timer is started only for a call that does not.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A source without a timer holds nothing to dispose, and an abandoned call may use its token for ever.")]
internal sealed class Deadline
{
    [ThreadStatic]
    private static Deadline? _spare;

    private readonly CancellationTokenSource _source = new();
    private TimeProvider _time = TimeProvider.System;
    private CancellationToken _caller;
    private CancellationTokenRegistration _registration;

    public CancellationToken Token => _source.Token;

    /// <summary>True when our own limit ended the call.</summary>
    public bool HasPassed { get; private set; }

    public static Deadline Rent(TimeProvider time, CancellationToken caller)
    {
        var deadline = _spare ?? new Deadline();
        _spare = null;
        (deadline._time, deadline._caller) = (time, caller);
        if (caller.CanBeCanceled)
        {
            deadline._registration = caller.UnsafeRegister(static source => ((Deadline)source!).Cancel(), deadline);
        }

        return deadline;
    }

    /// <summary>For a call that finished and kept nothing running.</summary>
    public void Return()
    {
        _registration.Dispose();
        _caller = default;
        if (_source.TryReset())
        {
            _spare = this;
        }
    }

    /// <summary>Tells what may still run to stop. The source is left to the collector because the abandoned code may still use its token.</summary>
    public void Abandon()
    {
        _registration.Dispose();
        Cancel();
    }

    /// <summary>The call's result, or an exception: its own, the caller's cancellation, or a timeout. A call given up is left to end alone.</summary>
    public async ValueTask<T> AwaitAsync<T>(ValueTask<T> running, TimeSpan limit)
    {
        if (running.IsCompletedSuccessfully)
        {
            _registration.Dispose();
            return running.Result;
        }

        var task = running.AsTask();
        try
        {
            var result = await task.WaitAsync(limit, _time, _caller).ConfigureAwait(false);
            _registration.Dispose();
            return result;
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException && !task.IsFaulted && !task.IsCanceled)
        {
            HasPassed = exception is TimeoutException;
            _ = task.ContinueWith(
                static late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            throw;
        }
    }

    /// <summary>Off this thread: what an author hangs on his token must not hold up his caller, nor throw at him.</summary>
    private void Cancel()
    {
        if (!_source.IsCancellationRequested)
        {
            _ = _source.CancelAsync().ContinueWith(
                static late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }
}
