using System.Collections.Concurrent;
using Coop.Storage.Database;
using Microsoft.Data.Sqlite;

namespace Coop.Storage.Sqlite;

/// <summary>Reads with prepared statements, beside the writer and beside each other. They run on their caller's thread: SQLite has no other way, and these are short.</summary>
internal sealed class Reads(SqliteFile file) : IDisposable
{
    // A connection has a page cache of its own: more of them than threads that read at once only cost memory.
    private const int MostKept = 8;

    private static readonly Sql Begin = new("BEGIN");
    private static readonly Sql End = new("COMMIT");

    private readonly ConcurrentBag<Connection> _idle = [];

    public T Run<T>(Func<Statements, T> read)
    {
        if (!_idle.TryTake(out var connection))
        {
            connection = new Connection(file.Open());
        }

        var sound = false;
        try
        {
            var result = read(connection.Statements);
            sound = true;
            return result;
        }
        catch (SqliteException exception) when (StorageFailure.IsOfDatabase(exception))
        {
            throw file.Explain(exception);
        }
        finally
        {
            // One whose read failed may have a statement half-way, which would keep its snapshot for ever.
            if (sound && _idle.Count < MostKept)
            {
                _idle.Add(connection);
            }
            else
            {
                connection.Dispose();
            }
        }
    }

    /// <summary>For what reads more than once: it sees one moment, whatever is written or taken away between two statements.</summary>
    public T RunInOneMoment<T>(Func<Statements, T> read) => Run(statements =>
    {
        statements[Begin].Run();
        var result = read(statements);
        statements[End].Run();
        return result;
    });

    public void Dispose()
    {
        while (_idle.TryTake(out var connection))
        {
            connection.Dispose();
        }
    }

    private sealed class Connection(SqliteConnection connection) : IDisposable
    {
        public Statements Statements { get; } = new(connection.Handle!);

        public void Dispose()
        {
            Statements.Dispose();
            connection.Dispose();
        }
    }
}
