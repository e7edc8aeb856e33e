using Coop.Engine.Problems;
using Coop.Storage.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Coop.Storage.Writing;

/// <summary>One write in a transaction of its own, with EF.</summary>
internal static class LoneTransaction
{
    public static void Run(SqliteWriter writer, SqliteFile file, WriteHealth health, QueuedWrite write)
    {
        if (write.TakenBack())
        {
            return;
        }

        try
        {
            // SQLite has no asynchronous way: what a write awaits here is complete when it is awaited, and the lane has its thread for itself.
            RunAsync(writer, file, write).GetAwaiter().GetResult();
            write.Succeed();
        }
        catch (Exception exception)
        {
            // EF wraps what the database said.
            var explained = file.Explain(exception);
            health.Failed(explained);
            write.Fail(explained);
            if (explained is StorageUnavailableException)
            {
                throw explained;
            }
        }
    }

    private static async Task RunAsync(SqliteWriter writer, SqliteFile file, QueuedWrite write)
    {
        await using var transaction = writer.BeginForContext();
        await using var db = writer.CreateContext();
        var shared = await db.Database.UseTransactionAsync(transaction);
        var batch = new WriteBatch(db, shared!, writer.Statements);
        await ((ILoneWrite)write).ExecuteAsync(batch);
        if (!batch.IsTakenBack)
        {
            file.ThrowIfLost();
            writer.Commit(transaction);
            file.ThrowIfLostMeanwhile();
        }
    }
}
