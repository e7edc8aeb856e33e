using Coop.Storage.Sqlite;

namespace Coop.Storage.Stream;

/// <summary>Takes due rows of the queue under a lease.</summary>
/// <param name="isToBeLeft">Says of a row that seems due that its holder is at it all the same.</param>
internal sealed class Claim(DateTimeOffset now, TimeSpan lease, Func<QueuedItem, bool> isToBeLeft)
{
    private const string Columns = "sequence, org, fence, is_held, failures, trials, running";

    private static readonly Sql Due = new($"SELECT {Columns}, due_at FROM queue WHERE org = ?1 AND due_at <= ?2 ORDER BY due_at, sequence");
    private static readonly Sql FarAhead = new($"SELECT {Columns}, due_at FROM queue WHERE org = ?1 AND due_at > ?2 AND due_at < ?3 ORDER BY due_at, sequence");
    private static readonly Sql Take1 = new("UPDATE queue SET due_at = ?2, fence = fence + 1, is_held = 1 WHERE sequence = ?1");

    /// <returns>As they are now, except that <see cref="QueuedItem.IsHeld"/> says how they were found.</returns>
    public List<QueuedItem> Take(Statements statements, IReadOnlyList<WantedShare> wanted)
    {
        var taken = new List<QueuedItem>();
        foreach (var share in wanted)
        {
            var full = taken.Count + share.Most;
            Select(statements[Due].Bind(1, share.Org).Bind(2, now.UtcTicks), full, taken, _ => true);

            // A clock that was set back leaves leases and delays far ahead of it.
            var leased = (now + (2 * lease)).UtcTicks;
            var delayed = (now + ItemStream.Longest).UtcTicks;
            Select(statements[FarAhead].Bind(1, share.Org).Bind(2, Math.Min(leased, delayed)).Bind(3, QueueRow.Never), full, taken, row => row.IsHeld || row.DueAt > delayed);
        }

        var take = statements[Take1].Bind(2, (now + lease).UtcTicks);
        foreach (var row in taken)
        {
            take.Bind(1, row.Sequence).Run();
        }

        return taken;
    }

    private void Select(Statement select, int full, List<QueuedItem> taken, Func<QueuedItem, bool> counts)
    {
        while (taken.Count < full && select.Step())
        {
            var row = new QueuedItem(
                select.Long(0), select.Long(1), select.Long(2) + 1, select.Int(3) == 1, select.Int(4), select.Int(5), select.TextOrNull(6), select.Long(7));
            if (counts(row) && !isToBeLeft(row))
            {
                taken.Add(row);
            }
        }

        select.Reset();
    }
}
