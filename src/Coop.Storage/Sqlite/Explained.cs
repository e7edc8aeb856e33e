using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Coop.Storage.Sqlite;

/// <summary>What the database's surroundings keep from being read or written is told as that by every store, whichever way it asks.</summary>
internal sealed class Explained(SqliteFile file) : DbCommandInterceptor
{
    public override void CommandFailed(DbCommand command, CommandErrorEventData eventData) => Throw(eventData.Exception);

    public override Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        Throw(eventData.Exception);
        return Task.CompletedTask;
    }

    private void Throw(Exception exception)
    {
        if (file.Explain(exception) is var explained && explained != exception)
        {
            throw explained;
        }
    }
}
