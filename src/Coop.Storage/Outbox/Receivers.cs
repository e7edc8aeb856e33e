using Coop.Engine.Outbox;
using Coop.Storage.Keys;
using Coop.Storage.Sqlite;

namespace Coop.Storage.Outbox;

/// <summary>The receivers' rows: what waits for each and how it answers.</summary>
internal sealed class Receivers(Reads reads, KeyRing keys)
{
    private static readonly Sql NextWaiting = new(
        """
        SELECT r.failures, r.failing_since, r.last_status, r.last_error, r.org, r.place, o.receiver, o.due_at
        FROM outbox AS o JOIN webhook_receivers AS r ON r.key = o.receiver WHERE o.receiver > ?1 ORDER BY o.receiver, o.due_at LIMIT 1
        """);

    private static readonly Sql Read = new("SELECT failures, failing_since, last_status, last_error, org, place FROM webhook_receivers WHERE key = ?1");

    private static readonly Sql Failing = new(
        """
        SELECT failures, failing_since, last_status, last_error, place, key FROM webhook_receivers
        WHERE org = ?1 AND failures > 0 ORDER BY failing_since LIMIT ?2
        """);

    private static readonly Sql Write = new("UPDATE webhook_receivers SET failures = ?2, failing_since = ?3, last_status = ?4, last_error = ?5 WHERE key = ?1");

    private static readonly Sql Waiting = new("SELECT COUNT(*) FROM (SELECT 1 FROM outbox WHERE receiver = ?1 AND due_at < ?2 LIMIT ?3)");
    private static readonly Sql GivenUp = new("SELECT COUNT(*) FROM (SELECT 1 FROM outbox WHERE receiver = ?1 AND due_at = ?2 LIMIT ?3)");

    /// <summary>Each receiver that has rows in the outbox, with the first time one of them is due. Looks at one row of each, however many there are.</summary>
    public static List<ReceiverRows> WithRows(Statements statements)
    {
        List<ReceiverRows> found = [];
        var last = 0L;
        while (true)
        {
            var next = statements[NextWaiting].Bind(1, last);
            if (!next.Step())
            {
                return found;
            }

            last = next.Long(6);
            found.Add(new ReceiverRows(last, next.Long(4), next.Text(5), next.Long(7), Health(next)));
            next.Reset();
        }
    }

    public List<WaitingReceiver> FindWaiting(DateTimeOffset now) => reads.Run(WithRows)
        .Where(row => row.DueAt < OutboxRow.GivenUp.UtcTicks).ToList()
        .ConvertAll(row => new WaitingReceiver(row.Receiver, keys.Name(row.Org).Id, row.Place, TimeSpan.FromTicks(row.DueAt - now.UtcTicks), row.Health.IsDown));

    public List<FailingReceiver> FindFailing(long org, int most) => reads.Run(statements =>
    {
        List<(long Key, string Place, ReceiverHealth Health)> found = [];
        var read = statements[Failing].Bind(1, org).Bind(2, most);
        while (read.Step())
        {
            found.Add((read.Long(5), read.Text(4), Health(read)));
        }

        return found.ConvertAll(receiver =>
        {
            var (waiting, givenUp) = Count(statements, receiver.Key);
            return new FailingReceiver(receiver.Place, receiver.Health, waiting, givenUp);
        });
    });

    /// <summary>How many wait and how many were given up; a count stops at <see cref="IOutbox.MostCounted"/>.</summary>
    public (int Waiting, int GivenUp) Count(long receiver) => reads.Run(statements => Count(statements, receiver));

    /// <summary>The receiver's health after a try.</summary>
    /// <returns>What it was, what it is, and whose it is.</returns>
    public static (ReceiverHealth Before, ReceiverHealth Now, long Org, string Place) Note(Statements statements, long receiver, DeliveryAttempt attempt, DateTimeOffset at)
    {
        var found = Find(statements, receiver);
        var now = found.Health.After(attempt, at);
        if (now != found.Health)
        {
            statements[Write].Bind(1, receiver).Bind(2, now.Failures).Bind(3, now.FailingSince?.UtcTicks).Bind(4, (long?)now.LastStatus).Bind(5, now.LastError).Run();
        }

        return (found.Health, now, found.Org, found.Place);
    }

    private static (int Waiting, int GivenUp) Count(Statements statements, long receiver)
    {
        var givenUp = OutboxRow.GivenUp.UtcTicks;
        return ((int)statements[Waiting].Bind(1, receiver).Bind(2, givenUp).Bind(3, IOutbox.MostCounted).Scalar()!.Value,
            (int)statements[GivenUp].Bind(1, receiver).Bind(2, givenUp).Bind(3, IOutbox.MostCounted).Scalar()!.Value);
    }

    private static (ReceiverHealth Health, long Org, string Place) Find(Statements statements, long receiver)
    {
        var read = statements[Read].Bind(1, receiver);
        var found = read.Step()
            ? (Health(read), read.Long(4), read.Text(5))
            : throw new InvalidOperationException($"The database has no webhook receiver {receiver}, though it is named.");
        read.Reset();
        return found;
    }

    private static ReceiverHealth Health(Statement read) =>
        new(read.Int(0), read.InstantOrNull(1), read.IsNull(2) ? null : read.Int(2), read.TextOrNull(3));
}

/// <param name="DueAt">When the first of them is due, in ticks.</param>
internal sealed record ReceiverRows(long Receiver, long Org, string Place, long DueAt, ReceiverHealth Health);
