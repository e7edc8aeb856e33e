using Coop.Storage.Database;
using Coop.Storage.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Coop.Storage.Writing;

/// <summary>The transaction of one write: an EF context and prepared statements on the same connection.</summary>
internal sealed class WriteBatch(CoopDb db, IDbContextTransaction transaction, Statements statements)
{
    public CoopDb Db => db;

    public Statements Statements => statements;

    /// <summary>True once the write ended in a refusal that leaves nothing behind.</summary>
    public bool IsTakenBack { get; private set; }

    /// <returns>How many rows it changed.</returns>
    public async Task<int> ExecuteAsync(string sql, (string Name, object? Value)[] parameters, CancellationToken cancellationToken)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = transaction.GetDbTransaction();
#pragma warning disable CA2100 // Only constants of our own stores come here; values travel as parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Takes back what this write did, when it ends in a refusal. It must not write any more.</summary>
    public Task TakeBackAsync(CancellationToken cancellationToken)
    {
        IsTakenBack = true;
        db.ChangeTracker.Clear();
        return transaction.RollbackAsync(cancellationToken);
    }
}
