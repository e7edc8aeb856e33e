using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Coop.Storage.Sqlite;

/// <summary>A prepared statement on its connection, used over and over. Parameters are numbered from 1 and stay bound until they are bound anew; columns from 0.</summary>
internal sealed class Statement(sqlite3 database, sqlite3_stmt statement) : IDisposable
{
    private const int OnStack = 512;

    public Statement Bind(int parameter, long value) => Checked(raw.sqlite3_bind_int64(statement, parameter, value));

    public Statement Bind(int parameter, long? value) => value is { } known ? Bind(parameter, known) : Checked(raw.sqlite3_bind_null(statement, parameter));

    public Statement Bind(int parameter, ReadOnlySpan<byte> blob) => Checked(
        blob.IsEmpty ? raw.sqlite3_bind_zeroblob(statement, parameter, 0) : raw.sqlite3_bind_blob(statement, parameter, blob));

    public Statement Bind(int parameter, string? text)
    {
        if (text is null)
        {
            return Checked(raw.sqlite3_bind_null(statement, parameter));
        }

        byte[]? rented = null;
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        var utf8 = most <= OnStack ? stackalloc byte[OnStack] : rented = ArrayPool<byte>.Shared.Rent(most);
        try
        {
            return Checked(raw.sqlite3_bind_text(statement, parameter, utf8[..Encoding.UTF8.GetBytes(text, utf8)]));
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }

    /// <summary>Runs it to its end.</summary>
    /// <returns>How many rows it changed.</returns>
    public int Run()
    {
        try
        {
            while (Next())
            {
            }

            return raw.sqlite3_changes(database);
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>The next row. After the last one, or when it fails, the statement is ready for its next use; who stops before must <see cref="Reset"/>.</summary>
    public bool Step()
    {
        var found = false;
        try
        {
            return found = Next();
        }
        finally
        {
            if (!found)
            {
                Reset();
            }
        }
    }

    /// <summary>The first row's first column; null when there is no row or it is NULL.</summary>
    public long? Scalar()
    {
        try
        {
            return Next() && !IsNull(0) ? Long(0) : null;
        }
        finally
        {
            Reset();
        }
    }

    // What went wrong was said by the step; the same code comes again here.
    public void Reset() => _ = raw.sqlite3_reset(statement);

    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public long Long(int column) => raw.sqlite3_column_int64(statement, column);

    public int Int(int column) => raw.sqlite3_column_int(statement, column);

    public string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string();

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    /// <summary>Good until the next step.</summary>
    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(statement, column);

    public DateTimeOffset Instant(int column) => new(Long(column), TimeSpan.Zero);

    public DateTimeOffset? InstantOrNull(int column) => IsNull(column) ? null : Instant(column);

    public void Dispose() => statement.Dispose();

    private bool Next()
    {
        var code = raw.sqlite3_step(statement);
        if (code is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            SqliteException.ThrowExceptionForRC(code, database);
        }

        return code == raw.SQLITE_ROW;
    }

    private Statement Checked(int code)
    {
        SqliteException.ThrowExceptionForRC(code, database);
        return this;
    }
}
