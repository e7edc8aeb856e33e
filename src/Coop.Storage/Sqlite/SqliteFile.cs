using Coop.Storage.Database;
using Microsoft.Data.Sqlite;

namespace Coop.Storage.Sqlite;

/// <summary>The database file, and connections to it that are opened as all of this room need them.</summary>
internal sealed class SqliteFile(StorageOptions options)
{
    public string ConnectionString { get; } =
        new SqliteConnectionStringBuilder { DataSource = Path.GetFullPath(options.DatabaseFile), ForeignKeys = true }.ConnectionString;

    /// <summary>Nobody but its owner reads it: with the keys beside it, it holds what platforms and their users told us. SQLite gives the files it makes beside it the same rights.</summary>
    public void KeepPrivate()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // Never opened when it is there: closing it would take away the locks that SQLite holds on it in this process.
        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        if (!File.Exists(options.DatabaseFile))
        {
            File.Open(options.DatabaseFile, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly }).Dispose();
        }

        File.SetUnixFileMode(options.DatabaseFile, OwnerOnly);
    }

    /// <summary>An operator's words for what is not about what was asked; anything else as it is.</summary>
    public Exception Explain(Exception exception) => StorageFailure.Of(exception, options) ?? exception;

    /// <summary>A connection for long: not from the pool, which would give it to others.</summary>
    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder(ConnectionString) { Pooling = false }.ConnectionString);
        try
        {
            connection.Open();
            SqlitePragmas.Apply(connection);
            return connection;
        }
        catch (SqliteException exception)
        {
            connection.Dispose();
            throw Explain(exception);
        }
    }
}
