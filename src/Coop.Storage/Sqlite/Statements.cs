using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Coop.Storage.Sqlite;

/// <summary>The statements that are prepared on one connection. For one thread at a time.</summary>
internal sealed class Statements(sqlite3 database) : IDisposable
{
    private Statement?[] _prepared = new Statement?[64];

    /// <summary>Another object in each transaction: what was seen in one need not be so in the next. Changed by whoever begins one.</summary>
    public object Transaction { get; set; } = new();

    /// <summary>Prepared at its first use.</summary>
    public Statement this[Sql sql]
    {
        get
        {
            var number = sql.Number;
            if (number >= _prepared.Length)
            {
                Array.Resize(ref _prepared, Math.Max(number + 1, _prepared.Length * 2));
            }

            return _prepared[number] ??= Prepare(sql.Text);
        }
    }

    public void Dispose()
    {
        foreach (var statement in _prepared)
        {
            statement?.Dispose();
        }
    }

    private Statement Prepare(string text)
    {
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v3(database, text, raw.SQLITE_PREPARE_PERSISTENT, out var statement), database);
        return new Statement(database, statement);
    }
}
