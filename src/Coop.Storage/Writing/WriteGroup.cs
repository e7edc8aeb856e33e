using System.Threading.Channels;
using Coop.Storage.Database;
using Coop.Storage.Sqlite;

namespace Coop.Storage.Writing;

/// <summary>Writes that share one transaction and one flush.</summary>
internal sealed class WriteGroup(SqliteWriter writer, SqliteFile file, WriteHealth health, TimeProvider time)
{
    // Both bound how long the first of a group waits for the last.
    private const int Most = 1024;
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(10);

    // All that were taken from the queue and have no answer yet, the one under way too: whatever happens, somebody waits for each.
    private readonly List<QueuedWrite> _writes = [];

    /// <summary>Begins with <paramref name="first"/> and takes from the queue what comes meanwhile, up to the first write that wants a transaction of its own.</summary>
    public void Run(QueuedWrite first, ChannelReader<QueuedWrite> queue)
    {
        try
        {
            writer.Begin();
            var began = time.GetTimestamp();
            var next = first;
            var sound = true;
            do
            {
                if (!next.TakenBack())
                {
                    _writes.Add(next);
                    sound = Executed(_writes.Count - 1);
                }
            }
            while (sound && _writes.Count < Most && time.GetElapsedTime(began) < Longest
                && queue.TryPeek(out next) && next is IGroupedWrite && queue.TryRead(out next));

            while (!sound)
            {
                sound = RepeatedWithout();
            }

            // What goes into a file that nobody will find is not stored.
            file.ThrowIfLost();
            writer.Commit();
            file.ThrowIfLostMeanwhile();
        }
        catch (Exception exception)
        {
            // The database is what failed: no write can say more about it than another.
            var explained = file.Explain(exception);
            health.Failed(explained);
            _writes.ForEach(write => write.Fail(explained));
            throw;
        }

        _writes.ForEach(write => write.Succeed());
    }

    /// <returns>False when it threw, and is out of the group with its exception.</returns>
    private bool Executed(int index)
    {
        var write = _writes[index];
        try
        {
            ((IGroupedWrite)write).Execute(writer.Statements);
            return true;
        }
        catch (Exception exception) when (!StorageFailure.IsOfDatabase(exception))
        {
            _writes.RemoveAt(index);
            write.Fail(exception);
            return false;
        }
    }

    /// <summary>The others once more, in a new transaction: what the one that threw had written is gone with the old one.</summary>
    private bool RepeatedWithout()
    {
        writer.Rollback();
        writer.Begin();
        for (var i = 0; i < _writes.Count; i++)
        {
            if (!Executed(i))
            {
                return false;
            }
        }

        return true;
    }
}
