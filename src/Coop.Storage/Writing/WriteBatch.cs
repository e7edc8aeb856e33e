using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Coop.Storage.Writing;

/// <summary>The transaction some writes share, with a prepared command for each text they have in common.</summary>
internal sealed class WriteBatch(CoopDb db, IDbContextTransaction transaction) : IAsyncDisposable
{
    /// <summary>Where each write begins.</summary>
    public const string Savepoint = "write";

    private readonly Dictionary<string, DbCommand> _commands = [];

    public CoopDb Db => db;

    /// <returns>How many rows it changed.</returns>
    public async Task<int> ExecuteAsync(string sql, (string Name, object? Value)[] parameters, CancellationToken cancellationToken)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = db.Database.GetDbConnection().CreateCommand();
            command.Transaction = transaction.GetDbTransaction();
#pragma warning disable CA2100 // Only constants of our own stores come here; values travel as parameters.
            command.CommandText = sql;
#pragma warning restore CA2100
            foreach (var (name, _) in parameters)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = name;
                command.Parameters.Add(parameter);
            }

            _commands.Add(sql, command);
        }

        for (var i = 0; i < parameters.Length; i++)
        {
            command.Parameters[i].Value = parameters[i].Value ?? DBNull.Value;
        }

        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Takes back what the present write did so far, when it ends in a refusal.</summary>
    public async Task TakeBackAsync(CancellationToken cancellationToken)
    {
        await transaction.RollbackToSavepointAsync(Savepoint, cancellationToken);
        db.ChangeTracker.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var command in _commands.Values)
        {
            await command.DisposeAsync();
        }
    }
}
