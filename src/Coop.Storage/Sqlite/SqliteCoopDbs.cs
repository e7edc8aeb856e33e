using Microsoft.EntityFrameworkCore;

namespace Coop.Storage.Sqlite;

/// <summary>Pooled SQLite contexts, for stores that know no particular database.</summary>
internal sealed class SqliteCoopDbs(IDbContextFactory<SqliteCoopDb> pool) : IDbContextFactory<CoopDb>
{
    public CoopDb CreateDbContext() => pool.CreateDbContext();
}
