using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Coop.Engine.Signals;

namespace Coop.Engine.Plan;

/// <summary>
/// Threads of the pool that one organisation's items may have for authors' code at once, its trials included. The pool is everybody's, and the code may keep every thread it gets. Thread-safe.
/// </summary>
internal static class PoolPlaces
{
    /// <summary>As many as can compute at once, and two on a single core: one that hangs for a while leaves another.</summary>
    public static readonly int Most = Math.Max(2, Environment.ProcessorCount);

    private static readonly ConditionalWeakTable<ISignalRunner, ConcurrentDictionary<string, SemaphoreSlim>> ByRunner = [];

    /// <summary>Runs on a thread of the pool when there is a place, first come, first served. The place is free when the thread is back, or when the run has come to its end without it.</summary>
    /// <param name="begin">Called when there is a place.</param>
    /// <param name="cancellationToken">Ends the wait for a place.</param>
    public static async Task<PlanResult> RunAsync(ISignalRunner signals, string orgId, Func<PlanRun> begin, CancellationToken cancellationToken)
    {
        var free = ByRunner.GetOrCreateValue(signals).GetOrAdd(orgId, static _ => new SemaphoreSlim(Most));
        await free.WaitAsync(cancellationToken).ConfigureAwait(false);
        var place = new Place(free);
        try
        {
            var run = begin();
            var taken = run.WhenTaken;
            var first = await Task.WhenAny(Task.Run(() => OnThread(run, place), CancellationToken.None), taken).ConfigureAwait(false);
            return await first.ConfigureAwait(false);
        }
        finally
        {
            place.Leave();
        }
    }

    private static Task<PlanResult> OnThread(PlanRun run, Place place)
    {
        try
        {
            return run.ExecuteAsync().AsTask();
        }
        finally
        {
            place.Leave();
        }
    }

    private sealed class Place(SemaphoreSlim free)
    {
        private int _hasLeft;

        public void Leave()
        {
            if (Interlocked.Exchange(ref _hasLeft, 1) == 0)
            {
                free.Release();
            }
        }
    }
}
