using System.Data;
using System.Data.Common;
using Coop.Storage.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Coop.Storage.Sqlite;

internal sealed class SqliteDialect : Dialect
{
    // Every transaction of SQLite sees one moment, from its first read on. This level is the driver's name for one that does not begin as a writer.
    public override Task<IDbContextTransaction> BeginReadAsync(CoopDb db, CancellationToken cancellationToken) =>
        db.Database.BeginTransactionAsync(IsolationLevel.ReadUncommitted, cancellationToken);

    public override async Task ReleaseStaleMigrationLockAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "DROP TABLE IF EXISTS \"__EFMigrationsLock\"";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
