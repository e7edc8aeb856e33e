using Microsoft.Data.Sqlite;

namespace Coop.Bench.Ingest;

/// <summary>Fills a database with items and their decisions, straight into its tables: copies of one that was really decided.</summary>
internal static class StoredDecisions
{
    private const int Chunk = 50_000;

    public static void Fill(string database, int count)
    {
        using var connection = new SqliteConnection($"Data Source={database};Default Timeout=60");
        connection.Open();
        Run(connection, "PRAGMA synchronous = OFF; PRAGMA cache_size = -200000");
        for (var made = 0; made < count; made += Chunk)
        {
            // Random hashes, as ids of items have; ids that grow, as version 7 ids do.
            Run(connection, $"""
                BEGIN IMMEDIATE;
                CREATE TEMP TABLE numbers AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {Chunk})
                  SELECT i + (SELECT max(sequence) FROM submissions) AS sequence FROM n;
                INSERT INTO submissions (sequence, org, id, item_id, item, item_type, content, submitted_at, request_id)
                  SELECT n.sequence, s.org, unhex(printf('%012x7000%016x', s.submitted_at / 10000 % 281474976710656, n.sequence)), 'FILL' || n.sequence, random(), s.item_type, s.content, s.submitted_at, s.request_id
                  FROM numbers AS n JOIN (SELECT * FROM submissions ORDER BY sequence LIMIT 1) AS s;
                INSERT INTO decisions (sequence, org, decided_at, content)
                  SELECT n.sequence, d.org, d.decided_at, d.content FROM numbers AS n JOIN (SELECT * FROM decisions ORDER BY sequence LIMIT 1) AS d;
                DROP TABLE numbers;
                COMMIT;
                """);
        }

        Run(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        connection.Close();
        // Gigabytes that the system has still to write would have every flush of the server wait behind them.
        using var file = File.OpenHandle(database, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        RandomAccess.FlushToDisk(file);
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this program.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.CommandTimeout = 600;
        command.ExecuteNonQuery();
    }
}
