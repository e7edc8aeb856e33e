using System.Data.Common;
using Coop.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace Coop.Storage;

/// <summary>Pooled SQLite contexts, for stores that know no particular database.</summary>
internal sealed class SqliteCoopDbs(IDbContextFactory<SqliteCoopDb> pool) : ICoopDbs
{
    public CoopDb CreateDbContext() => pool.CreateDbContext();

    public CoopDb CreateOn(DbConnection connection)
    {
        var builder = new DbContextOptionsBuilder<SqliteCoopDb>();
        SqliteCoopDb.Configure(builder, connection);
        return new SqliteCoopDb(builder.Options);
    }
}
