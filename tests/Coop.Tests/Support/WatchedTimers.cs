using Microsoft.Extensions.Time.Testing;

namespace Coop.Tests.Support;

/// <summary>A clock that knows which timers run, so that a test lets time pass only when what it is about waits for it.</summary>
internal sealed class WatchedTimers(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly List<Timer> _timers = [];

    public bool HasTimer(TimeSpan due)
    {
        lock (_timers)
        {
            return _timers.Exists(timer => timer.Due == due);
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, base.CreateTimer(callback, state, dueTime, period), dueTime);
        lock (_timers)
        {
            _timers.Add(timer);
        }

        return timer;
    }

    private void Remove(Timer timer)
    {
        lock (_timers)
        {
            _timers.Remove(timer);
        }
    }

    private sealed class Timer(WatchedTimers of, ITimer timer, TimeSpan due) : ITimer
    {
        public TimeSpan Due => due;

        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(dueTime, period);

        public void Dispose()
        {
            of.Remove(this);
            timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            of.Remove(this);
            return timer.DisposeAsync();
        }
    }
}
