using System.Data.Common;

namespace Coop.Storage.Database;

/// <summary>The few places where databases differ. Everything else is EF or SQL that all of them read.</summary>
internal abstract class Dialect
{
    /// <summary>Makes sure that a migration killed half-way does not keep the next one waiting.</summary>
    public abstract Task ReleaseStaleMigrationLockAsync(DbConnection connection, CancellationToken cancellationToken);
}
