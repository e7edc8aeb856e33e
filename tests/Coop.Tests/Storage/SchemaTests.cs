using System.Globalization;
using System.Text.RegularExpressions;
using Coop.Engine.Orgs;
using Coop.Engine.Submissions;
using Coop.Storage;
using Coop.Storage.Actions;
using Coop.Storage.Decisions;
using Coop.Storage.Submissions;
using Coop.Storage.Writing;
using Microsoft.Data.Sqlite;
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

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused_with_what_to_do()
    {
        await using var room = await StoreRoom.OpenAsync();
        await using (var db = room.Db())
        {
            await db.Database.ExecuteSqlRawAsync("INSERT INTO schema_migrations VALUES ('99990101000000_FromTheFuture', '99.0')", StoreRoom.Cancel);
        }

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => room.Get<IStorageStartup>().MigrateAsync(StoreRoom.Cancel));

        Assert.Contains("newer version", refused.Message, StringComparison.Ordinal);
        Assert.Contains("99990101000000_FromTheFuture", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_commit_is_on_the_disk_when_it_returns_and_keys_between_tables_are_kept()
    {
        await using var room = await StoreRoom.OpenAsync();
        await using var db = room.Db();

        Assert.Equal("wal", await db.Database.SqlQueryRaw<string>("SELECT journal_mode AS Value FROM pragma_journal_mode").SingleAsync(StoreRoom.Cancel));
        Assert.Equal(2, await db.Database.SqlQueryRaw<int>("SELECT synchronous AS Value FROM pragma_synchronous").SingleAsync(StoreRoom.Cancel));
        Assert.Equal(1, await db.Database.SqlQueryRaw<int>("SELECT foreign_keys AS Value FROM pragma_foreign_keys").SingleAsync(StoreRoom.Cancel));
        await Assert.ThrowsAsync<SqliteException>(
            () => room.Get<ISubmissionStore>().AppendAsync([Examples.Submission("nobody")], StoreRoom.Cancel));
    }

    [Fact]
    public async Task Queries_of_the_hot_path_use_their_index()
    {
        await using var room = await StoreRoom.OpenAsync();
        await using var db = room.Db();

        var claim = await PlanAsync(db, string.Format(CultureInfo.InvariantCulture, new SubmissionQueue(room.Get<Dialect>()).ClaimSql, "'t'", 1, 2, 3));
        var byItem = await PlanAsync(
            db, db.Set<DecisionRow>().Where(row => row.OrgId == "o" && row.ItemId == "i").OrderByDescending(row => row.Sequence).Take(5).ToQueryString());
        var newest = await PlanAsync(db, db.Set<DecisionRow>().Where(row => row.OrgId == "o").OrderByDescending(row => row.Sequence).Take(5).ToQueryString());
        var due = await PlanAsync(db, "SELECT sequence FROM outbox WHERE due_at <= 1 AND host NOT IN ('a') ORDER BY due_at, sequence LIMIT 3");
        var executions = await PlanAsync(db, db.Set<ActionExecutionRow>().Where(row => row.DecisionId == "d").ToQueryString());

        Assert.Contains("IX_submissions_state_sequence (state=?)", claim, StringComparison.Ordinal);
        Assert.Contains("IX_decisions_org_id_item_id_sequence (org_id=? AND item_id=?)", byItem, StringComparison.Ordinal);
        Assert.Contains("IX_decisions_org_id_sequence (org_id=?)", newest, StringComparison.Ordinal);
        Assert.Contains("IX_outbox_due_at_sequence_host (due_at<?)", due, StringComparison.Ordinal);
        Assert.Contains("IX_action_executions_decision_id (decision_id=?)", executions, StringComparison.Ordinal);
        Assert.All([claim, byItem, newest, due, executions], plan => Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal));
    }

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
