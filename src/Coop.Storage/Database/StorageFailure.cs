using Coop.Engine.Problems;
using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Coop.Storage.Database;

/// <summary>What the database answers when something around it is wrong, in an operator's words.</summary>
internal static class StorageFailure
{
    /// <returns>Null for an exception that is about what was asked, and not about the database's surroundings.</returns>
    public static StorageUnavailableException? Of(Exception exception, StorageOptions options)
    {
        if (exception is StorageUnavailableException already)
        {
            return already;
        }

        var isUncertain = false;
        var file = Path.GetFullPath(options.DatabaseFile);
        for (var error = exception; error is not null; error = error.InnerException)
        {
            isUncertain |= error is UncertainCommitException;
            if (error is SqliteException sqlite
                && (Sentence(sqlite.SqliteErrorCode, sqlite.Message, file) ?? (isUncertain ? $"A commit to '{file}' failed: {sqlite.Message}" : null)) is { } sentence)
            {
                return new StorageUnavailableException(sentence, exception) { IsLock = sqlite.SqliteErrorCode is SQLITE_BUSY or SQLITE_LOCKED, MayBeKept = isUncertain };
            }
        }

        return null;
    }

    /// <param name="mayBeKept">It was lost while something was committed to it.</param>
    public static StorageUnavailableException Lost(StorageOptions options, bool mayBeKept = false) => new(
        $"'{Path.GetFullPath(options.DatabaseFile)}' was deleted, moved or replaced while the server had it open. Put that very file back; or stop the server, move what is left of it (-wal, -shm) away, restore a backup there and start it again. Nothing is accepted until then, and no other file is made in its place.")
    {
        MayBeKept = mayBeKept,
    };

    public static StorageUnavailableException LogAlone(StorageOptions options, string log) => new(
        $"'{Path.GetFullPath(options.DatabaseFile)}' is not there, but '{log}' is, with what was written last. Put the database that it belongs to back; or move it away, and restore a backup there or begin with an empty database.");

    /// <summary>Whether every other write would fail in the same way.</summary>
    public static bool IsOfDatabase(Exception exception) => exception is SqliteException sqlite && Sentence(sqlite.SqliteErrorCode, "", "") is not null;

    private static string? Sentence(int code, string message, string file) => code switch
    {
        SQLITE_FULL => $"The disk of '{file}' is full. Make room: until then nothing is accepted, and what was accepted waits.",
        SQLITE_READONLY => $"'{file}' cannot be written to: the file or its directory is read-only. Give the server's user write access, or choose another data directory with COOP_DATA.",
        SQLITE_CANTOPEN => $"'{file}' cannot be opened. Give the server's user access to it and to its directory, or choose another data directory with COOP_DATA.",
        SQLITE_BUSY or SQLITE_LOCKED => $"Another process has kept '{file}' locked for too long. Close what holds it, such as a database browser or a backup that locks.",
        SQLITE_IOERR => $"'{file}' cannot be read or written: {message} See whether its disk is sound and not full.",
        SQLITE_CORRUPT or SQLITE_NOTADB => $"'{file}' is damaged or no database of Coop: {message} Restore it from a backup.",
        SQLITE_PROTOCOL => $"'{file}' cannot be locked: {message} It has to be on a disk of this machine, not on a network share.",
        SQLITE_NOMEM => $"There is no memory left for the database '{file}'.",
        _ => null,
    };
}
