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

    /// <summary>How many timers of that length run for something that is still waited for.</summary>
    /// <param name="within">Only those that ring in so much time.</param>
    public int Waiting(TimeSpan due, TimeSpan within)
    {
        var until = GetUtcNow() + within;
        lock (_timers)
        {
            return _timers.Count(timer => timer.Due == due && timer.At <= until && !timer.IsStale);
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, base.CreateTimer(callback, state, dueTime, period), dueTime, state);
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

    private sealed class Timer(WatchedTimers of, ITimer timer, TimeSpan due, object? state) : ITimer
    {
        public TimeSpan Due => due;

        public DateTimeOffset At { get; } = due == Timeout.InfiniteTimeSpan ? DateTimeOffset.MaxValue : of.GetUtcNow() + due;

        /// <summary>The task that it would end has ended: whoever waited goes on before the timer is taken away.</summary>
        public bool IsStale => state is Task { IsCompleted: true };

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
