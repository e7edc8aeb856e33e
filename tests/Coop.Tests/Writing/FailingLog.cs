using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Coop.Storage.Writing;
using Coop.Tests.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Coop.Tests.Writing;

/// <summary>
/// The log of the connection that writes, on a disk that can be made to fail: SQLite calls it by a table of functions, and two of them are replaced. Everything else, what is on the disk afterwards
/// too, is SQLite's own. When the connection is left for a new one, that has a sound log.
/// </summary>
internal sealed class FailingLog
{
    // SQLite may call them as long as the connection is open, and nobody tells when that ends.
    private static readonly ConcurrentBag<FailingLog> Kept = [];

    // SQLITE_FCNTL_JOURNAL_POINTER
    private const int JournalPointer = 28;

    // sqlite3_io_methods: its version, and then the functions.
    private const int Functions = 19;
    private const int Write = 3;
    private const int Sync = 5;

    // SQLITE_IOERR_FSYNC and SQLITE_IOERR_WRITE
    private const int FailedToSync = SQLitePCL.raw.SQLITE_IOERR | (4 << 8);
    private const int FailedToWrite = SQLitePCL.raw.SQLITE_IOERR | (3 << 8);

    private readonly nint _functions = Marshal.AllocHGlobal(Functions * nint.Size);
    private readonly WriteFunction _write;
    private readonly SyncFunction _sync;
    private Func<int>? _onWrite;
    private Func<int>? _onSync;

    private FailingLog(SqliteConnection connection)
    {
        var log = nint.Zero;
        Assert.Equal(SQLitePCL.raw.SQLITE_OK, FileControl(connection.Handle!.DangerousGetHandle(), 0, JournalPointer, ref log));
        var sound = Marshal.ReadIntPtr(log);
        for (var i = 0; i < Functions; i++)
        {
            Marshal.WriteIntPtr(_functions, i * nint.Size, Marshal.ReadIntPtr(sound, i * nint.Size));
        }

        var write = Marshal.GetDelegateForFunctionPointer<WriteFunction>(Marshal.ReadIntPtr(sound, Write * nint.Size));
        var sync = Marshal.GetDelegateForFunctionPointer<SyncFunction>(Marshal.ReadIntPtr(sound, Sync * nint.Size));
        _write = (file, bytes, count, at) => _onWrite?.Invoke() is { } code and not 0 ? code : write(file, bytes, count, at);
        _sync = (file, flags) => _onSync?.Invoke() is { } code and not 0 ? code : sync(file, flags);
        Marshal.WriteIntPtr(_functions, Write * nint.Size, Marshal.GetFunctionPointerForDelegate(_write));
        Marshal.WriteIntPtr(_functions, Sync * nint.Size, Marshal.GetFunctionPointerForDelegate(_sync));
        Marshal.WriteIntPtr(log, _functions);
        Kept.Add(this);
    }

    public static Task<FailingLog> OfAsync(WriteLane lane) =>
        lane.RunAsync((batch, _) => Task.FromResult(new FailingLog((SqliteConnection)batch.Db.Database.GetDbConnection())), StoreRoom.Cancel);

    /// <summary>The bytes of the next commit are written, but nobody knows whether they are on the disk. After that it works again.</summary>
    public void FailOnce() => _onSync = () =>
    {
        _onSync = null;
        return FailedToSync;
    };

    /// <summary>The same, and from then on nothing can be written any more.</summary>
    public void FailForGood() => _onSync = () =>
    {
        _onWrite = () => FailedToWrite;
        return FailedToSync;
    };

    /// <param name="code">What SQLite is told.</param>
    public void FailToWrite(int code, int times) => _onWrite = () => times-- > 0 ? code : SQLitePCL.raw.SQLITE_OK;

    /// <summary>While a commit goes to the disk, after the last look at what it goes into.</summary>
    public void AtSync(Action then) => _onSync = () =>
    {
        _onSync = null;
        then();
        return SQLitePCL.raw.SQLITE_OK;
    };

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_file_control", CallingConvention = CallingConvention.Cdecl)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    private static extern int FileControl(nint database, nint name, int operation, ref nint result);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int WriteFunction(nint file, nint bytes, int count, long at);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int SyncFunction(nint file, int flags);
}
