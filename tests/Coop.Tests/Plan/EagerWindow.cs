using Coop.Engine.Signals.Guard;
using Microsoft.Extensions.Time.Testing;

namespace Coop.Tests.Plan;

/// <summary>A clock that stands still, except that the wait for more calls of one batch is over at once: whoever came meanwhile goes along.</summary>
internal sealed class EagerWindow(DateTimeOffset now) : FakeTimeProvider(now)
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime != Batching.Window)
        {
            return base.CreateTimer(callback, state, dueTime, period);
        }

        ThreadPool.QueueUserWorkItem(_ => callback(state));
        return base.CreateTimer(static _ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
