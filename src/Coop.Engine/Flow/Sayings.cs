using System.Collections.Concurrent;

namespace Coop.Engine.Flow;

/// <summary>
/// What happens under a lock is noted under it and said outside of it, in the order in which it happened and by one at a time: a log that is slow keeps whoever says something, and nobody who only wants the lock.
/// </summary>
internal sealed class Sayings(IFlowLog log)
{
    private readonly ConcurrentQueue<Action<IFlowLog>> _noted = new();
    private int _isSaying;

    public void Note(Action<IFlowLog> what) => _noted.Enqueue(what);

    /// <summary>Asked outside of the lock. While somebody else is saying something, it is said by them.</summary>
    public void Say()
    {
        while (!_noted.IsEmpty && Interlocked.Exchange(ref _isSaying, 1) == 0)
        {
            try
            {
                while (_noted.TryDequeue(out var what))
                {
                    what(log);
                }
            }
            finally
            {
                // Before the next look at what is noted: a plain write could come after it, and what was noted in between would be said by nobody.
                Interlocked.Exchange(ref _isSaying, 0);
            }
        }
    }
}
