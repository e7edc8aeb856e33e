using System.Threading.Channels;
using Coop.Storage.Database;
using Coop.Storage.Sqlite;

namespace Coop.Storage.Writing;

/// <summary>Writes that share one transaction and one flush.</summary>
internal sealed class WriteGroup(SqliteWriter writer, SqliteFile file, TimeProvider time)
{
    // Both bound how long the first of a group waits for the last.
    private const int Most = 1024;
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(10);

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
                sound = next.TakenBack() || Executed(next);
            }
            while (sound && _writes.Count < Most && time.GetElapsedTime(began) < Longest
                && queue.TryPeek(out next) && next is IGroupedWrite && queue.TryRead(out next));

            while (!sound)
            {
                sound = RepeatedWithout();
            }

            writer.Commit();
        }
        catch (Exception exception)
        {
            // The database is what failed: no write can say more about it than another.
            Fail(first, file.Explain(exception));
            throw;
        }

        _writes.ForEach(write => write.Succeed());
    }

    /// <returns>False when it threw, and is out of the group with its exception.</returns>
    private bool Executed(QueuedWrite write)
    {
        try
        {
            ((IGroupedWrite)write).Execute(writer.Statements);
            _writes.Add(write);
            return true;
        }
        catch (Exception exception) when (!StorageFailure.IsOfDatabase(exception))
        {
            write.Fail(exception);
            return false;
        }
    }

    /// <summary>The others once more, in a new transaction: what the one that threw had written is gone with the old one.</summary>
    private bool RepeatedWithout()
    {
        writer.Rollback();
        writer.Begin();
        var again = _writes.ToList();
        _writes.Clear();
        for (var i = 0; i < again.Count; i++)
        {
            if (!Executed(again[i]))
            {
                _writes.AddRange(again[(i + 1)..]);
                return false;
            }
        }

        return true;
    }

    private void Fail(QueuedWrite first, Exception exception)
    {
        first.Fail(exception);
        _writes.ForEach(write => write.Fail(exception));
    }
}
