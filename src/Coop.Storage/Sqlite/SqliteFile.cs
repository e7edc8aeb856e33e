using Coop.Engine.Problems;
using Coop.Storage.Database;
using Microsoft.Data.Sqlite;

namespace Coop.Storage.Sqlite;

/// <summary>The database file, and connections to it that are opened as all of this room need them. It is made at the start, and never again in place of one that was there.</summary>
internal sealed class SqliteFile(StorageOptions options) : IDisposable
{
    private volatile Anchor? _anchor;

    public string ConnectionString { get; } = new SqliteConnectionStringBuilder
    {
        DataSource = Path.GetFullPath(options.DatabaseFile),
        ForeignKeys = true,
        Mode = SqliteOpenMode.ReadWrite,
        DefaultTimeout = (int)SqlitePragmas.LongestLock.TotalSeconds,
    }.ConnectionString;

    /// <summary>
    /// Makes it when it is not there, and keeps hold of it. Nobody but its owner reads it: with the keys beside it, it holds what platforms and their users told us. SQLite gives the files it makes beside it the same rights.
    /// </summary>
    public void Make()
    {
        ThrowIfLost();
        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var isWindows = OperatingSystem.IsWindows();

        // Never opened when it is there: closing it would take away the locks that SQLite holds on it in this process.
        if (!File.Exists(options.DatabaseFile))
        {
            // SQLite would delete it: beside an empty database it means nothing.
            if (new FileInfo($"{options.DatabaseFile}-wal") is { Exists: true, Length: > 0 } log)
            {
                throw StorageFailure.LogAlone(options, log.FullName);
            }

            var create = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!isWindows)
            {
                create.UnixCreateMode = OwnerOnly;
            }

            File.Open(options.DatabaseFile, create).Dispose();
        }

        if (!isWindows)
        {
            File.SetUnixFileMode(options.DatabaseFile, OwnerOnly);
        }

        _anchor ??= new Anchor(Open());
    }

    /// <summary>An operator's words for what is not about what was asked; anything else as it is.</summary>
    public Exception Explain(Exception exception) => StorageFailure.Of(exception, options) ?? exception;

    /// <returns>Null while the path leads to the file that was opened at the start.</returns>
    public StorageUnavailableException? Loss() => _anchor is { } anchor && anchor.IsLost() ? StorageFailure.Lost(options) : null;

    public void ThrowIfLost()
    {
        if (Loss() is { } loss)
        {
            throw loss;
        }
    }

    /// <summary>After a commit: what went into a file that was taken away meanwhile is there only if that comes back.</summary>
    public void ThrowIfLostMeanwhile()
    {
        if (_anchor is { } anchor && anchor.IsLost())
        {
            throw StorageFailure.Lost(options, mayBeKept: true);
        }
    }

    /// <summary>A connection for long: not from the pool, which would give it to others.</summary>
    public SqliteConnection Open()
    {
        ThrowIfLost();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder(ConnectionString) { Pooling = false }.ConnectionString);
        try
        {
            connection.Open();
            SqlitePragmas.Apply(connection);
            // It may have been another one's place by the time that it was opened.
            ThrowIfLost();
            return connection;
        }
        catch (Exception exception) when (exception is SqliteException or StorageUnavailableException)
        {
            connection.Dispose();
            throw Explain(exception);
        }
    }

    public void Dispose() => _anchor?.Dispose();
}
