using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Coop.Tests.Flow;

/// <summary>Holds the thread that next looks at the clock in a class's own code, as if the system had given its core to others just there.</summary>
internal sealed class HoldingTime(Type code, TimeSpan watched) : TimeProvider, IDisposable
{
    private readonly ManualResetEventSlim _goesOn = new();
    private readonly TaskCompletionSource _isHeld = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _isArmed;
    private int _waits;

    /// <summary>How often somebody has begun to wait for the watched time.</summary>
    public int Waits => Volatile.Read(ref _waits);

    /// <returns>Completes when a thread is held.</returns>
    public Task HoldNext()
    {
        Volatile.Write(ref _isArmed, 1);
        return _isHeld.Task;
    }

    public void GoOn() => _goesOn.Set();

    [MethodImpl(MethodImplOptions.NoInlining)]
    public override long GetTimestamp()
    {
        if (Volatile.Read(ref _isArmed) == 1 && IsIn(new StackFrame(1).GetMethod()?.DeclaringType) && Interlocked.Exchange(ref _isArmed, 0) == 1)
        {
            _isHeld.SetResult();
            _goesOn.Wait();
        }

        return base.GetTimestamp();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime == watched)
        {
            Interlocked.Increment(ref _waits);
        }

        return base.CreateTimer(callback, state, dueTime, period);
    }

    public void Dispose() => _goesOn.Dispose();

    private bool IsIn(Type? type) => type is not null && (type == code || IsIn(type.DeclaringType));
}
