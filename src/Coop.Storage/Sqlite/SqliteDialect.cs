using System.Data.Common;
using Coop.Storage.Database;
using Microsoft.Data.Sqlite;

namespace Coop.Storage.Sqlite;

internal sealed class SqliteDialect : Dialect
{
    // SQLITE_CONSTRAINT_UNIQUE and SQLITE_CONSTRAINT_PRIMARYKEY.
    private const int UniqueConstraint = 2067;
    private const int PrimaryKeyConstraint = 1555;

    public override bool IsUniqueViolation(Exception? exception) =>
        exception is SqliteException { SqliteExtendedErrorCode: UniqueConstraint or PrimaryKeyConstraint };

    public override async Task ReleaseStaleMigrationLockAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "DROP TABLE IF EXISTS \"__EFMigrationsLock\"";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
