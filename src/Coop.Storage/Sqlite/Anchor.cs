using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Coop.Storage.Sqlite;

/// <summary>
/// A connection that does nothing but keep hold of the database file from the start on: SQLite tells by it whether the file at the path is still the same one. Whoever deletes or replaces
/// an open file takes it only out of its directory, and everything written into it from then on would be gone with the last who has it open.
/// </summary>
internal sealed class Anchor(SqliteConnection connection) : IDisposable
{
    // SQLITE_FCNTL_HAS_MOVED: looks the path up, once.
    private const int HasMoved = 20;

    private readonly Lock _lock = new();
    private bool _isDisposed;

    /// <summary>Whether the path leads to this file no more.</summary>
    public bool IsLost()
    {
        lock (_lock)
        {
            var moved = 0;
            return !_isDisposed && FileControl(connection.Handle!.DangerousGetHandle(), 0, HasMoved, ref moved) == SQLitePCL.raw.SQLITE_OK && moved != 0;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            connection.Dispose();
        }
    }

    // The one function of SQLite that its package does not offer. Without a name the database is the main one.
    [DllImport("e_sqlite3", EntryPoint = "sqlite3_file_control", CallingConvention = CallingConvention.Cdecl)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    private static extern int FileControl(nint database, nint name, int operation, ref int result);
}
