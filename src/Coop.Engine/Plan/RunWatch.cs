using System.Runtime.CompilerServices;

namespace Coop.Engine.Plan;

/// <summary>
/// Looks from time to time whether a run got stuck in an author's code, and takes it away from the thread that is stuck. One for all organisations; it rests while nothing runs.
/// </summary>
internal sealed class RunWatch
{
    private const int RestsAfter = 20;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);
    private static readonly ConditionalWeakTable<TimeProvider, RunWatch> Watches = [];

    private readonly List<WeakReference<PlanRun>> _runs = [];
    private readonly ITimer _timer;
    private int _isAwake;
    private int _idle;
    private int _isLooking;

    private RunWatch(TimeProvider time) =>
        _timer = time.CreateTimer(static watch => ((RunWatch)watch!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>How many looks there are at least in so much time, on a machine that is so busy that every other look is late; never less than two.</summary>
    public static int LooksIn(TimeSpan time) => 2 + (int)(time / (2 * Pace));

    public static RunWatch Of(TimeProvider time) => Watches.GetValue(time, static clock => new RunWatch(clock));

    public void Add(PlanRun run)
    {
        lock (_runs)
        {
            _runs.RemoveAll(known => !known.TryGetTarget(out _));
            _runs.Add(new WeakReference<PlanRun>(run));
        }
    }

    /// <summary>Called each time a thread is lent.</summary>
    public void Attend()
    {
        if (Volatile.Read(ref _isAwake) == 0 && Interlocked.Exchange(ref _isAwake, 1) == 0)
        {
            _timer.Change(Pace, Pace);
        }
    }

    private void Look()
    {
        // On a busy machine the timer rings again while the last look is not over: what the first sees is not for a second one to see too.
        if (Interlocked.Exchange(ref _isLooking, 1) == 1)
        {
            return;
        }

        try
        {
            LookOnce();
        }
        finally
        {
            Volatile.Write(ref _isLooking, 0);
        }
    }

    private void LookOnce()
    {
        if (LookAtAll())
        {
            Volatile.Write(ref _idle, 0);
            return;
        }

        if (Interlocked.Increment(ref _idle) < RestsAfter)
        {
            return;
        }

        Volatile.Write(ref _idle, 0);
        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Volatile.Write(ref _isAwake, 0);
        // A thread that was lent since the look above and found the watch awake relies on it. Lending is not fenced, so that it costs nothing; this is.
        Interlocked.MemoryBarrierProcessWide();
        if (LookAtAll())
        {
            Attend();
        }
    }

    /// <returns>Whether an author's code has a thread now.</returns>
    private bool LookAtAll()
    {
        PlanRun[] runs;
        lock (_runs)
        {
            runs = [.. _runs.Select(known => known.TryGetTarget(out var run) ? run : null).OfType<PlanRun>()];
        }

        var isLent = false;
        foreach (var run in runs)
        {
            isLent |= run.Watch();
        }

        return isLent;
    }
}
