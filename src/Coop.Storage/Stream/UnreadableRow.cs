using Coop.Engine.Problems;
using Coop.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Coop.Storage.Stream;

/// <summary>A row of the queue that was claimed and whose submission could not be read.</summary>
/// <param name="IsSuspect">It stays one: its lease runs out, as that of all suspects whose holder went away.</param>
internal sealed record UnreadableRow(QueuedItem Row, bool IsSuspect, Exception Error)
{
    /// <summary>True when the reason is the row; false when it is the database, which may be well again in a moment.</summary>
    public bool IsDamaged => Error is not (SqliteException or StorageUnavailableException);

    public string Reason => $"The stored submission cannot be read: {Error.Message} Restore or mend the database, then put the item back on the queue.";

    public int LayAside(Statements statements, long now) => IsDamaged
        ? QueueWrites.Park(statements, Row.Sequence, Row.Fence, Row.Failures + 1, Reason, now)
        : IsSuspect ? 0 : QueueWrites.Release(statements, Row.Sequence, Row.Fence, now);
}
