using Coop.Storage.Database;
using Microsoft.Data.Sqlite;

namespace Coop.Storage.Sqlite;

/// <summary>The one connection that writes: its statements stay prepared and its pages stay in its cache. For one thread at a time.</summary>
internal sealed class SqliteWriter(SqliteConnection connection, ICoopDbs contexts) : IDisposable
{
    // IMMEDIATE takes the write lock at once: whatever is read in the transaction is still so when it writes, with other processes too.
    private static readonly Sql BeginNow = new("BEGIN IMMEDIATE");
    // In a transaction of the driver's, which begins without it: a write that changes nothing.
    private static readonly Sql TakeLock = new("DELETE FROM queue WHERE 0");
    private static readonly Sql CommitAll = new("COMMIT");
    private static readonly Sql RollbackAll = new("ROLLBACK");

    // Milliseconds, in which SQLite looks four times.
    private const int ShortWait = 8;

    public Statements Statements { get; } = new(connection.Handle!);

    public void Begin() => WithLock(BeginNow);

    /// <exception cref="UncertainCommitException">What was in it may be there all the same. After any other exception it is not.</exception>
    public void Commit()
    {
        try
        {
            Statements[CommitAll].Run();
        }
        catch (SqliteException failure)
        {
            MakeSureNothingIsKept(failure);
            throw;
        }
    }

    /// <summary>The same of a transaction of the driver's.</summary>
    public void Commit(SqliteTransaction transaction)
    {
        try
        {
            transaction.Commit();
        }
        catch (SqliteException failure)
        {
            MakeSureNothingIsKept(failure);
            throw;
        }
    }

    /// <summary>Also when the database has given up the transaction by itself.</summary>
    public void Rollback()
    {
        if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle!) == 0)
        {
            Statements[RollbackAll].Run();
        }
    }

    public SqliteTransaction BeginForContext()
    {
        var transaction = connection.BeginTransaction(deferred: true);
        try
        {
            WithLock(TakeLock);
            return transaction;
        }
        catch (SqliteException)
        {
            transaction.Dispose();
            throw;
        }
    }

    public CoopDb CreateContext() => contexts.CreateOn(connection);

    /// <summary>
    /// A lock leaves the transaction open: it is rolled back, and nothing of it was written. After anything else SQLite has given it up by itself; but all of it may stand in the log, and whoever reads that
    /// anew after a crash takes it for committed. The next commit, whosever it is, writes over it: so there is one at once.
    /// </summary>
    private void MakeSureNothingIsKept(SqliteException failure)
    {
        try
        {
            if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle!) == 0)
            {
                Statements[RollbackAll].Run();
            }
            else
            {
                Statements[Touch.Statement].Run();
            }
        }
        catch (SqliteException)
        {
            throw new UncertainCommitException(failure);
        }
    }

    /// <summary>
    /// Another process that writes without a rest lets go of the lock for moments only. SQLite's own wait soon looks only ten times a second, and can miss them for long; so it is begun anew over and over.
    /// </summary>
    private void WithLock(Sql sql)
    {
        Statements.Transaction = new object();
        SQLitePCL.raw.sqlite3_busy_timeout(connection.Handle!, ShortWait);
        try
        {
            for (var waits = 1; ; waits++)
            {
                try
                {
                    Statements[sql].Run();
                    return;
                }
                catch (SqliteException busy) when (busy.SqliteErrorCode == SQLitePCL.raw.SQLITE_BUSY && waits * ShortWait < SqlitePragmas.LongestLock.TotalMilliseconds)
                {
                }
            }
        }
        finally
        {
            SQLitePCL.raw.sqlite3_busy_timeout(connection.Handle!, (int)SqlitePragmas.LongestLock.TotalMilliseconds);
        }
    }

    public void Dispose()
    {
        Statements.Dispose();
        connection.Dispose();
    }
}
