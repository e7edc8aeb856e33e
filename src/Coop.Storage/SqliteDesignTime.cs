using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Coop.Storage;

/// <summary>For the migrations tool: <c>dotnet ef migrations add NAME --project src/Coop.Storage --output-dir Migrations/Sqlite</c>.</summary>
internal sealed class SqliteDesignTime : IDesignTimeDbContextFactory<SqliteCoopDb>
{
    public SqliteCoopDb CreateDbContext(string[] args)
    {
        var builder = new DbContextOptionsBuilder<SqliteCoopDb>();
        SqliteCoopDb.Configure(builder, "Data Source=:memory:");
        return new SqliteCoopDb(builder.Options);
    }
}
