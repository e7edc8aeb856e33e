using Coop.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace Coop.Storage;

internal sealed class StorageStartup(IDbContextFactory<CoopDb> dbs, Dialect dialect, StorageOptions options, TimeProvider time) : IStorageStartup
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(100);

    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        // The operating system takes this lock back when a process dies; the one EF keeps in a table would stay for ever.
        await using var alone = await LockAsync(cancellationToken);
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var known = db.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        var applied = await db.Database.GetAppliedMigrationsAsync(cancellationToken);
        if (applied.FirstOrDefault(migration => !known.Contains(migration)) is { } unknown)
        {
            throw new InvalidOperationException(
                $"'{options.DatabaseFile}' was written by a newer version of Coop (it has '{unknown}'). Start that version, or restore the backup made before the update.");
        }

        if (applied.Count() == known.Count)
        {
            return;
        }

        await db.Database.OpenConnectionAsync(cancellationToken);
        await dialect.ReleaseStaleMigrationLockAsync(db.Database.GetDbConnection(), cancellationToken);
        await db.Database.MigrateAsync(cancellationToken);
    }

    private async Task<FileStream> LockAsync(CancellationToken cancellationToken)
    {
        var path = Path.Combine(options.DataDirectory, "migrating.lock");
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path))
            {
                await Task.Delay(AskAgain, time, cancellationToken);
            }
        }
    }
}
