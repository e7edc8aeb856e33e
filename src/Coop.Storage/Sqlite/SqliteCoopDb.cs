using Microsoft.EntityFrameworkCore;

namespace Coop.Storage.Sqlite;

internal sealed class SqliteCoopDb(DbContextOptions<SqliteCoopDb> options) : CoopDb(options)
{
    public const string MigrationsHistory = "schema_migrations";

    public static void Configure(DbContextOptionsBuilder builder, string connectionString) => builder
        .UseSqlite(connectionString, sqlite => sqlite.MigrationsHistoryTable(MigrationsHistory))
        .AddInterceptors(SqlitePragmas.Instance);
}
