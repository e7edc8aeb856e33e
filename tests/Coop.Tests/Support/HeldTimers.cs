using System.Collections.Concurrent;

namespace Coop.Tests.Support;

/// <summary>The system's clock, whose timers of one length run out when the test says so.</summary>
/// <param name="length">One that nothing else in the server has.</param>
internal sealed class HeldTimers(TimeSpan length) : TimeProvider
{
    private readonly ConcurrentDictionary<Held, bool> _held = new();

    /// <summary>Timers that somebody still waits for.</summary>
    public int Waiting => _held.Count;

    public void RunOut()
    {
        foreach (var timer in _held.Keys)
        {
            timer.RunOut();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime != length)
        {
            return System.CreateTimer(callback, state, dueTime, period);
        }

        var timer = new Held(this, () => callback(state));
        _held[timer] = true;
        return timer;
    }

    private sealed class Held(HeldTimers of, Action callback) : ITimer
    {
        public void RunOut()
        {
            if (of._held.TryRemove(this, out _))
            {
                callback();
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => throw new NotSupportedException("A wait that the test holds is not changed.");

        public void Dispose() => of._held.TryRemove(this, out _);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
