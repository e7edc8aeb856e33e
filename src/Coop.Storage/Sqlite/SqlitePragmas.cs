using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Coop.Storage.Sqlite;

/// <summary>
/// Readers beside the writer (WAL), and a commit that is on the disk when it returns (FULL): what was promised with a 202 survives a power cut.
/// The time-out is for a second process, such as the command line beside a running server; in this process the write lane keeps order. Who waits longer is told, and may come again.
/// </summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    private const string Pragmas = "PRAGMA busy_timeout = 4000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;";

    /// <summary>How long anybody waits for a lock of another process: the time-out above, and the driver's own, which comes on top of it.</summary>
    public static readonly TimeSpan LongestLock = TimeSpan.FromSeconds(4);

    public static SqlitePragmas Instance { get; } = new();

    public static void Apply(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Apply(connection);

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
