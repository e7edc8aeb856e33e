using System.Data.Common;
using Coop.Storage.Database;
using Coop.Storage.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Coop.Storage;

internal sealed class SqliteCoopDb(DbContextOptions<SqliteCoopDb> options) : CoopDb(options)
{
    public const string MigrationsHistory = "schema_migrations";

    public static void Configure(DbContextOptionsBuilder builder, string connectionString, params IEnumerable<IInterceptor> more) => builder
        .UseSqlite(connectionString, sqlite => sqlite.MigrationsHistoryTable(MigrationsHistory))
        .AddInterceptors([SqlitePragmas.Instance, .. more]);

    /// <summary>On a connection that somebody else opened and will close.</summary>
    public static void Configure(DbContextOptionsBuilder builder, DbConnection connection) => builder
        .UseSqlite(connection, sqlite => sqlite.MigrationsHistoryTable(MigrationsHistory));

    protected override void OnModelCreating(ModelBuilder modelBuilder) => CoopModel.Map(modelBuilder);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => CoopModel.Convert(configurationBuilder);
}
