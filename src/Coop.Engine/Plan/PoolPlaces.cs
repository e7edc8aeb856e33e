using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Coop.Engine.Signals;

namespace Coop.Engine.Plan;

/// <summary>
/// Threads of the pool that one organisation may have for authors' code at once, for its items and for its trials. The pool is everybody's, and the code may keep every thread it gets. Thread-safe.
/// </summary>
internal static class PoolPlaces
{
    /// <summary>As many as can compute at once, and two on a single core: one that hangs for a while leaves another.</summary>
    public static readonly int Most = Math.Max(2, Environment.ProcessorCount);

    private static readonly ConditionalWeakTable<ISignalRunner, ConcurrentDictionary<(string OrgId, PoolUse Use), SemaphoreSlim>> ByRunner = [];

    /// <summary>Runs something on a thread of the pool when there is a place, first come, first served.</summary>
    /// <param name="signals">Through which it calls: places are of one process, however many plans there are.</param>
    /// <param name="begin">Called when there is a place: says what to run, and what comes out if its thread does not come back. The place is free when either the thread has or that is there.</param>
    /// <param name="cancellationToken">Ends the wait for a place.</param>
    public static async Task<T> RunAsync<T>(
        ISignalRunner signals, string orgId, PoolUse use, Func<(Func<Task<T>> Run, Task<T> Elsewhere)> begin, CancellationToken cancellationToken)
    {
        var free = ByRunner.GetOrCreateValue(signals).GetOrAdd((orgId, use), static _ => new SemaphoreSlim(Most));
        await free.WaitAsync(cancellationToken).ConfigureAwait(false);
        var place = new Place(free);
        try
        {
            var (run, elsewhere) = begin();
            var first = await Task.WhenAny(Task.Run(() => OnThread(run, place), CancellationToken.None), elsewhere).ConfigureAwait(false);
            return await first.ConfigureAwait(false);
        }
        finally
        {
            place.Leave();
        }
    }

    private static Task<T> OnThread<T>(Func<Task<T>> run, Place place)
    {
        try
        {
            return run();
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
