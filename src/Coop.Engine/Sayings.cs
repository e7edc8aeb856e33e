using System.Collections.Concurrent;

namespace Coop.Engine;

/// <summary>
/// What an operator is to be told by code that must not wait: it is noted, also under a lock, and said on a thread of the pool, in the order in which it was noted and by one at a time. A log that is
/// slow keeps nobody's item, and one that throws fails none.
/// </summary>
internal sealed class Sayings<TLog>(TLog log)
{
    /// <summary>What is beyond is lost: a log that does not come back must not take the memory as well.</summary>
    private const int Most = 10_000;

    private readonly ConcurrentQueue<Action<TLog>> _noted = new();
    private int _isSaying;

    public void Note(Action<TLog> what)
    {
        if (_noted.Count < Most)
        {
            _noted.Enqueue(what);
        }
    }

    /// <summary>Has what is noted said. Asked outside of locks.</summary>
    public void Say()
    {
        if (!_noted.IsEmpty)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static sayings => sayings.SayNoted(), this, preferLocal: false);
        }
    }

    public void Say(Action<TLog> what)
    {
        Note(what);
        Say();
    }

    private void SayNoted()
    {
        // While somebody else is saying something, it is said by them.
        while (!_noted.IsEmpty && Interlocked.Exchange(ref _isSaying, 1) == 0)
        {
            while (_noted.TryDequeue(out var what))
            {
                try
                {
                    what(log);
                }
                catch (Exception)
                {
                    // There is nobody else to tell it to, and what was noted after it may still find its way.
                }
            }

            // Before the next look at what is noted: a plain write could come after it, and what was noted in between would be said by nobody.
            Interlocked.Exchange(ref _isSaying, 0);
        }
    }
}
