using System.Text.RegularExpressions;
using Coop.Engine.Orgs;
using Coop.Storage;
using Coop.Storage.Database;
using Coop.Storage.Stream;
using Microsoft.EntityFrameworkCore;

namespace Coop.Tests.Storage;

public sealed class SchemaTests
{
    [Fact]
    public async Task The_migrations_say_all_the_model_says()
    {
        await using var room = await StoreRoom.OpenAsync();
        await using var db = room.Db();

        Assert.False(db.Database.HasPendingModelChanges());
        Assert.Empty(await db.Database.GetPendingMigrationsAsync(StoreRoom.Cancel));
    }

    [Fact]
    public async Task Migrating_twice_and_side_by_side_changes_nothing()
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => room.Get<IStorageStartup>().MigrateAsync(StoreRoom.Cancel)));

        Assert.NotNull(await room.Get<IOrgStore>().FindAsync("org-1", StoreRoom.Cancel));
    }

    [Fact]
    public async Task A_migration_killed_half_way_does_not_keep_the_next_start_waiting()
    {
        await using var room = await StoreRoom.OpenAsync();
        await using (var db = room.Db())
        {
            // As a killed process leaves it: the lock taken, the last migration not written down.
            await db.Database.ExecuteSqlRawAsync(
                """CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER PRIMARY KEY, "Timestamp" TEXT NOT NULL)""", StoreRoom.Cancel);
            await db.Database.ExecuteSqlRawAsync("""INSERT OR REPLACE INTO "__EFMigrationsLock" VALUES (1, '2026-01-01')""", StoreRoom.Cancel);
            foreach (var table in await TablesAsync(db))
            {
                await DropAsync(db, table);
            }
        }

        await room.Get<IStorageStartup>().MigrateAsync(StoreRoom.Cancel).WaitAsync(TimeSpan.FromMinutes(1), StoreRoom.Cancel);

        await room.AddOrgAsync();
    }

    [Theory]
    [InlineData("99990101000000_FromTheFuture")]
    [InlineData("20260101000000_FromAnEarlierBuild")]
    public async Task A_database_of_another_version_is_refused_with_what_to_do(string migration)
    {
        await using var room = await StoreRoom.OpenAsync();
        await using (var db = room.Db())
        {
            await db.Database.ExecuteSqlAsync($"INSERT INTO schema_migrations VALUES ({migration}, '99.0')", StoreRoom.Cancel);
        }

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => room.Get<IStorageStartup>().MigrateAsync(StoreRoom.Cancel));

        Assert.Contains("written by another version of Coop", refused.Message, StringComparison.Ordinal);
        Assert.Contains(migration, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_commit_is_on_the_disk_when_it_returns_and_keys_between_tables_are_kept()
    {
        await using var room = await StoreRoom.OpenAsync();
        await using var db = room.Db();

        Assert.Equal("wal", await db.Database.SqlQueryRaw<string>("SELECT journal_mode AS Value FROM pragma_journal_mode").SingleAsync(StoreRoom.Cancel));
        Assert.Equal(2, await db.Database.SqlQueryRaw<int>("SELECT synchronous AS Value FROM pragma_synchronous").SingleAsync(StoreRoom.Cancel));
        Assert.Equal(1, await db.Database.SqlQueryRaw<int>("SELECT foreign_keys AS Value FROM pragma_foreign_keys").SingleAsync(StoreRoom.Cancel));
        await Assert.ThrowsAsync<InvalidOperationException>(() => room.AppendHeldAsync(Examples.Submission("nobody")));
    }

    [Fact]
    public async Task Queries_of_the_hot_path_use_their_index()
    {
        await using var room = await StoreRoom.OpenAsync();
        await using var db = room.Db();

        var due = await PlanAsync(db, "SELECT sequence FROM queue WHERE org = 1 AND due_at <= 1 ORDER BY due_at, sequence");
        var backlog = await PlanAsync(db, "SELECT org, count(*), sum(due_at <= 1), min(sequence) FROM queue WHERE due_at < 9 GROUP BY org");
        var byItem = await PlanAsync(db, "SELECT sequence FROM submissions WHERE bucket = 1 AND item = 1 AND sequence < 5 ORDER BY sequence DESC LIMIT 5");
        var newest = await PlanAsync(db, NewestDecided.Sequences.Replace("?", "5 + ", StringComparison.Ordinal));
        var log = await PlanAsync(db, "SELECT key FROM executions WHERE action = 1 ORDER BY key DESC LIMIT 5");

        Assert.Contains("IX_queue_org_due_at (org=? AND due_at<?)", due, StringComparison.Ordinal);
        Assert.Contains("COVERING INDEX IX_queue_org_due_at", backlog, StringComparison.Ordinal);
        Assert.Contains("IX_submissions_bucket_item (bucket=? AND item=? AND rowid<?)", byItem, StringComparison.Ordinal);
        Assert.Equal(2, newest.Split("IX_decisions_org_kept (org=? AND kept=? AND rowid<?)").Length - 1);
        Assert.Contains("IX_executions_action_key (action=?)", log, StringComparison.Ordinal);
        Assert.All([due, backlog, byItem, newest, log], plan => Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("submissions", 2)]
    [InlineData("queue", 1)]
    [InlineData("decisions", 1)]
    [InlineData("executions", 1)]
    [InlineData("outbox", 2)]
    [InlineData("review_jobs", 0)]
    [InlineData("rule_quotas", 1)]
    [InlineData("kept_reviews", 0)]
    public async Task No_index_of_what_an_item_is_written_to_has_a_text(string table, int atLeast)
    {
        await using var room = await StoreRoom.OpenAsync();
        await using var db = room.Db();

        var indexed = await IndexedAsync(db, table);

        Assert.True(indexed.Select(column => column.Split('.')[0]).Distinct().Count() >= atLeast, string.Join(", ", indexed));
        Assert.DoesNotContain(indexed, column => column.EndsWith(" TEXT", StringComparison.Ordinal));
        Assert.Contains(await IndexedAsync(db, "keys"), column => column.EndsWith(".id TEXT", StringComparison.Ordinal));
    }

    /// <returns>Each column of each index, those of keys too, as <c>index.column TYPE</c>.</returns>
    private static Task<List<string>> IndexedAsync(CoopDb db, string table) => db.Database
        .SqlQuery<string>($"""
            SELECT i.name || '.' || c.name || ' ' || t.type AS Value
            FROM pragma_index_list({table}) AS i JOIN pragma_index_info(i.name) AS c JOIN pragma_table_xinfo({table}) AS t ON t.cid = c.cid
            UNION ALL SELECT 'key.' || name || ' ' || type FROM pragma_table_xinfo({table}) WHERE pk > 0
            """)
        .ToListAsync(StoreRoom.Cancel);

    private static async Task<string> PlanAsync(CoopDb db, string sql)
    {
        await db.Database.OpenConnectionAsync(StoreRoom.Cancel);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        // ToQueryString puts the parameters before the query, for a tool this is not.
        var query = string.Join('\n', sql.Split('\n').Where(line => !line.StartsWith(".param", StringComparison.Ordinal)));
        command.CommandText = "EXPLAIN QUERY PLAN " + Regex.Replace(query, "@[a-z_0-9]+", "5");
        await using var reader = await command.ExecuteReaderAsync(StoreRoom.Cancel);
        var lines = new List<string>();
        while (await reader.ReadAsync(StoreRoom.Cancel))
        {
            lines.Add(reader.GetString(3));
        }

        return string.Join('\n', lines);
    }

    private static Task<List<string>> TablesAsync(CoopDb db) => db.Database
        .SqlQueryRaw<string>("SELECT name AS Value FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name <> '__EFMigrationsLock'")
        .ToListAsync(StoreRoom.Cancel);

    private static async Task DropAsync(CoopDb db, string table)
    {
        var drop = "PRAGMA foreign_keys = OFF; DROP TABLE \"" + table + "\"";
        await db.Database.ExecuteSqlRawAsync(drop, StoreRoom.Cancel);
    }
}
