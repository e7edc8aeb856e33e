using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Coop.Storage.Sqlite;

/// <summary>Nobody is given a connection, of a pool or new, while the database is not where it was.</summary>
internal sealed class OnlyInPlace(SqliteFile file) : DbConnectionInterceptor
{
    public override InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
    {
        file.ThrowIfLost();
        return result;
    }

    public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        file.ThrowIfLost();
        return ValueTask.FromResult(result);
    }
}
