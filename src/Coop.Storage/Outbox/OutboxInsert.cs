using Coop.Storage.Sqlite;

namespace Coop.Storage.Outbox;

/// <summary>A webhook's row, written in its decision's transaction.</summary>
internal static class OutboxInsert
{
    private static readonly Sql Insert = new(
        "INSERT INTO outbox (key, org, target, receiver, due_at, claimed_by, fence, waited, body) VALUES (?1, ?6, ?2, ?3, ?4, 0, 0, 0, ?5)");

    public static void Run(Statements statements, long executionKey, long org, OutboxTarget target, DateTimeOffset dueAt, byte[] body) =>
        statements[Insert].Bind(1, executionKey).Bind(2, target.Key).Bind(3, target.Receiver).Bind(4, dueAt.UtcTicks).Bind(5, body).Bind(6, org).Run();
}
