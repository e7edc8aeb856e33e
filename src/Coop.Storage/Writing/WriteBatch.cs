using Coop.Storage.Database;
using Coop.Storage.Sqlite;
using Microsoft.EntityFrameworkCore.Storage;

namespace Coop.Storage.Writing;

/// <summary>The transaction of one write: an EF context and prepared statements on the same connection.</summary>
internal sealed class WriteBatch(CoopDb db, IDbContextTransaction transaction, Statements statements)
{
    public CoopDb Db => db;

    public Statements Statements => statements;

    /// <summary>True once the write ended in a refusal that leaves nothing behind.</summary>
    public bool IsTakenBack { get; private set; }

    /// <summary>Takes back what this write did, when it ends in a refusal. It must not write any more.</summary>
    public Task TakeBackAsync(CancellationToken cancellationToken)
    {
        IsTakenBack = true;
        db.ChangeTracker.Clear();
        return transaction.RollbackAsync(cancellationToken);
    }
}
