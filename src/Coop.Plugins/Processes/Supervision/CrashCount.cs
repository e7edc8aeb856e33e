namespace Coop.Plugins.Processes.Supervision;

/// <summary>Counts how often a process ended of late, and says how long to wait before it is started again.</summary>
internal sealed class CrashCount(ProcessLimits limits, TimeProvider time)
{
    private readonly Queue<DateTimeOffset> _crashes = new();
    private DateTimeOffset _restarted = DateTimeOffset.MinValue;
    private int _quarantines;

    /// <summary>How many there were within the window when the last was added.</summary>
    public int InWindow => _crashes.Count;

    public TimeSpan Add(out bool isQuarantine)
    {
        var now = time.GetUtcNow();
        if (now - _restarted > limits.CrashWindow)
        {
            // It ran well for a whole window: what was before is forgotten.
            _crashes.Clear();
            _quarantines = 0;
        }

        _crashes.Enqueue(now);
        while (_crashes.Peek() < now - limits.CrashWindow)
        {
            _crashes.Dequeue();
        }

        // Who comes out of a quarantine and crashes goes back at once.
        isQuarantine = _quarantines > 0 || InWindow >= limits.MostCrashes;
        var wait = isQuarantine ? Doubled(limits.Quarantine, _quarantines++, limits.LongestQuarantine)
            : InWindow == 1 ? TimeSpan.Zero
            : Doubled(limits.FirstBackOff, InWindow - 2, limits.LongestBackOff);
        _restarted = now + wait;
        return wait;
    }

    private static TimeSpan Doubled(TimeSpan first, int times, TimeSpan longest) =>
        times > 20 || first * Math.Pow(2, times) > longest ? longest : first * Math.Pow(2, times);
}
