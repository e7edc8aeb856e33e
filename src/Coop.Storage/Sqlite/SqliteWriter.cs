using Coop.Storage.Database;
using Microsoft.Data.Sqlite;

namespace Coop.Storage.Sqlite;

/// <summary>The one connection that writes: its statements stay prepared and its pages stay in its cache. For one thread at a time.</summary>
internal sealed class SqliteWriter(SqliteConnection connection, ICoopDbs contexts) : IDisposable
{
    // IMMEDIATE takes the write lock at once: whatever is read in the transaction is still so when it writes, with other processes too.
    private static readonly Sql BeginNow = new("BEGIN IMMEDIATE");
    private static readonly Sql CommitAll = new("COMMIT");
    private static readonly Sql RollbackAll = new("ROLLBACK");

    public Statements Statements { get; } = new(connection.Handle!);

    public void Begin() => Statements[BeginNow].Run();

    public void Commit() => Statements[CommitAll].Run();

    /// <summary>Also when the database has given up the transaction by itself.</summary>
    public void Rollback()
    {
        if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle!) == 0)
        {
            Statements[RollbackAll].Run();
        }
    }

    public SqliteTransaction BeginForContext() => connection.BeginTransaction(deferred: false);

    public CoopDb CreateContext() => contexts.CreateOn(connection);

    public void Dispose()
    {
        Statements.Dispose();
        connection.Dispose();
    }
}
