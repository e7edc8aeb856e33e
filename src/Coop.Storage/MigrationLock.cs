using Coop.Engine.Problems;
using Coop.Storage.Database;
using Microsoft.Extensions.Logging;

namespace Coop.Storage;

/// <summary>One process at a time brings the database to its shape.</summary>
internal sealed partial class MigrationLock(StorageOptions options, TimeProvider time, ILogger<MigrationLock> logger)
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan SayAfter = TimeSpan.FromSeconds(5);

    public async Task<FileStream> TakeAsync(CancellationToken cancellationToken)
    {
        var (path, began, said) = (Path.Combine(options.DataDirectory, "migrating.lock"), time.GetTimestamp(), false);
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException error) when (IsHeld(error))
            {
                if (!said && time.GetElapsedTime(began) > SayAfter)
                {
                    said = true;
                    LogWaiting(path);
                }

                await Task.Delay(AskAgain, time, cancellationToken);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new StorageUnavailableException(
                    $"The data directory '{Path.GetFullPath(options.DataDirectory)}' cannot be written to: {error.Message} Give the server's user write access to it, or choose another with COOP_DATA.", error);
            }
        }
    }

    /// <summary>Another process has it. Anything else, such as a file system that is mounted read-only, does not pass by waiting.</summary>
    private static bool IsHeld(IOException error)
    {
        const int WouldBlockOnLinux = 11;
        const int WouldBlockOnMac = 35;
        const int SharingViolation = 32;
        const int LockViolation = 33;
        return (error.HResult & 0xFFFF) is var code && (OperatingSystem.IsWindows() ? code is SharingViolation or LockViolation : code is WouldBlockOnLinux or WouldBlockOnMac);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Waiting for another process that prepares the same database: it holds {Path}")]
    private partial void LogWaiting(string path);
}
