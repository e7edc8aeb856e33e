using Coop.Storage.Database;
using Coop.Storage.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Coop.Storage;

internal sealed class StorageStartup(IDbContextFactory<CoopDb> dbs, Dialect dialect, MigrationLock alone, SqliteFile file, StorageOptions options) : IStorageStartup
{
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        // The operating system takes this lock back when a process dies; the one EF keeps in a table would stay for ever.
        await using var held = await alone.TakeAsync(cancellationToken);
        try
        {
            file.Make();
            await MigrateAloneAsync(cancellationToken);
        }
        catch (Exception error) when (StorageFailure.Of(error, options) is { } failure)
        {
            throw failure;
        }
    }

    private async Task MigrateAloneAsync(CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var known = db.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        var applied = await db.Database.GetAppliedMigrationsAsync(cancellationToken);
        if (applied.FirstOrDefault(migration => !known.Contains(migration)) is { } unknown)
        {
            throw new InvalidOperationException(
                $"'{options.DatabaseFile}' was written by another version of Coop (it has '{unknown}', which this one does not know). Start that version, or restore a backup that this one made.");
        }

        if (applied.Count() == known.Count)
        {
            return;
        }

        await db.Database.OpenConnectionAsync(cancellationToken);
        await dialect.ReleaseStaleMigrationLockAsync(db.Database.GetDbConnection(), cancellationToken);
        await db.Database.MigrateAsync(cancellationToken);
    }
}
