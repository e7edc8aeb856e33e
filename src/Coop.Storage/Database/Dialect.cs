using System.Data.Common;
using Microsoft.EntityFrameworkCore.Storage;

namespace Coop.Storage.Database;

/// <summary>The few places where databases differ. Everything else is EF or SQL that all of them read.</summary>
internal abstract class Dialect
{
    /// <summary>Begins a transaction whose reads all see one moment, and which keeps nobody from writing.</summary>
    public abstract Task<IDbContextTransaction> BeginReadAsync(CoopDb db, CancellationToken cancellationToken);

    /// <summary>Makes sure that a migration killed half-way does not keep the next one waiting.</summary>
    public abstract Task ReleaseStaleMigrationLockAsync(DbConnection connection, CancellationToken cancellationToken);
}
