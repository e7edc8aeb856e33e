using Coop.Engine.Flow;
using Coop.Storage.Sqlite;

namespace Coop.Storage.Stream;

/// <summary>Takes due rows of the queue under a lease.</summary>
/// <param name="isToBeLeft">Says of a row that seems due that its holder is at it all the same.</param>
internal sealed class Claim(DateTimeOffset now, TimeSpan lease, Func<QueuedItem, bool> isToBeLeft)
{
    private const string Columns = "sequence, org, fence, is_held, failures, trials, running, due_at, size";

    private static readonly Sql Due = new($"SELECT {Columns} FROM queue WHERE org = ?1 AND due_at <= ?2 ORDER BY due_at, sequence");
    private static readonly Sql FarAhead = new($"SELECT {Columns} FROM queue WHERE org = ?1 AND due_at > ?2 AND due_at < ?3 ORDER BY due_at, sequence");
    private static readonly Sql Take1 = new("UPDATE queue SET due_at = ?2, fence = fence + 1, is_held = 1 WHERE sequence = ?1");

    /// <returns>One for each share, in the given order. Rows as they are now, except that <see cref="QueuedItem.IsHeld"/> says how they were found.</returns>
    public List<TakenShare> Take(Statements statements, IReadOnlyList<WantedShare> wanted)
    {
        var take = statements[Take1].Bind(2, (now + lease).UtcTicks);
        var taken = new List<TakenShare>(wanted.Count);
        foreach (var share in wanted)
        {
            var (rows, next) = (new List<QueuedItem>(), 0L);
            // A clock that was set back leaves leases and delays far ahead of it.
            var leased = (now + (2 * lease)).UtcTicks;
            var delayed = (now + ItemStream.Longest).UtcTicks;
            var isAll = Select(statements[Due].Bind(1, share.Org).Bind(2, now.UtcTicks), share.Share, rows, ref next, _ => true)
                && Select(
                    statements[FarAhead].Bind(1, share.Org).Bind(2, Math.Min(leased, delayed)).Bind(3, QueueRow.Never), share.Share, rows, ref next, row => row.IsHeld || row.DueAt > delayed);
            rows.ForEach(row => take.Bind(1, row.Sequence).Run());
            taken.Add(new TakenShare(rows, !isAll, next));
        }

        return taken;
    }

    /// <returns>False when there may be more that had no place.</returns>
    private bool Select(Statement select, OrgShare share, List<QueuedItem> taken, ref long nextSize, Func<QueuedItem, bool> counts)
    {
        var bytes = taken.Sum(row => row.Size);
        var hasPlace = taken.Count < share.Most;
        while (hasPlace && select.Step())
        {
            var row = new QueuedItem(
                select.Long(0), select.Long(1), select.Long(2) + 1, select.Int(3) == 1, select.Int(4), select.Int(5), select.TextOrNull(6), select.Long(7), select.Long(8));
            if (!counts(row) || isToBeLeft(row))
            {
                continue;
            }

            hasPlace = bytes + row.Size <= share.MostBytes || (taken.Count == 0 && share.TakesAny);
            if (hasPlace)
            {
                taken.Add(row);
                bytes += row.Size;
                hasPlace = taken.Count < share.Most;
            }
            else
            {
                nextSize = row.Size;
            }
        }

        select.Reset();
        return hasPlace;
    }
}
