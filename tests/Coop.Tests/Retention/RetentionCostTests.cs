using System.Reflection;
using Coop.Engine.Deciding;
using Coop.Engine.Flow;
using Coop.Storage.Plans;
using Coop.Storage.Retention;
using Coop.Storage.Sqlite;
using Coop.Tests.Storage;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Coop.Tests.Retention;

/// <summary>What is kept costs those nothing who take away what is not: counted in the steps of the database's machine, which are the same on every machine.</summary>
public sealed class RetentionCostTests
{
    // One row for each organisation, or one row at all.
    private static readonly string[] SmallScans =
    [
        "SELECT org, given_up, told FROM kept_reviews WHERE given_up > told", "SELECT submitted_at FROM submissions ORDER BY sequence DESC LIMIT 1",
    ];

    [Fact]
    public async Task Every_statement_of_retention_looks_things_up_by_an_index()
    {
        await using var room = await StoreRoom.OpenAsync();
        await using var connection = await OpenAsync(room);
        using var statements = new Statements(connection.Handle!);

        var scans = Texts().Except(SmallScans).SelectMany(text => Plan(statements, text).Where(IsScan).Select(line => $"{line}: {text}")).ToList();

        Assert.Empty(scans);
        Assert.InRange(Texts().Count(), 30, 200);
        Assert.Contains(Plan(statements, "SELECT 1 FROM decisions WHERE decided_at < 5"), IsScan);
        Assert.All(SmallScans, text => Assert.Contains(text, Texts()));
    }

    [Fact]
    public async Task Counting_what_was_given_up_reads_an_index_and_no_webhook()
    {
        await using var room = await StoreRoom.OpenAsync();
        await using var connection = await OpenAsync(room);
        using var statements = new Statements(connection.Handle!);

        var lines = Texts(typeof(DeliverySurplus)).SelectMany(text => Plan(statements, text)).ToList();

        Assert.Equal(2, lines.Count);
        Assert.All(lines, line => Assert.Contains("COVERING INDEX ix_outbox_given_up", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Taking_plans_away_costs_the_same_however_many_stay()
    {
        await using var few = await WithPlansAsync(kept: 5);
        await using var many = await WithPlansAsync(kept: 500);

        var (costOfFew, costOfMany) = (await CostAsync(few, TakePlans), await CostAsync(many, TakePlans));

        Assert.InRange(costOfFew, 500, 100_000);
        Assert.Equal(costOfFew, costOfMany);
    }

    [Fact]
    public async Task A_look_for_what_is_too_old_costs_the_same_however_much_is_kept_for_its_review()
    {
        await using var few = await WithKeptAsync(kept: 5);
        await using var many = await WithKeptAsync(kept: 500);

        var (costOfFew, costOfMany) = (await CostOfReadsAsync(few), await CostOfReadsAsync(many));

        Assert.InRange(costOfFew, 50, 100_000);
        Assert.InRange(costOfMany, costOfFew, costOfFew * 2);
    }

    private static long TakePlans(Statements statements)
    {
        var org = statements[new Sql("SELECT min(org) FROM plan_uses")].Scalar()!.Value;
        var taken = PlanRemoval.Take(statements, org, PlanRemoval.Unnamed(statements, org));
        Assert.Equal(20, taken);
        return taken;
    }

    private static async Task<StoreRoom> WithPlansAsync(int kept)
    {
        var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync();
        foreach (var plan in Plans("a", 20))
        {
            await room.Get<IPlanArchive>().KeepAsync("org-1", plan, StoreRoom.Cancel);
        }

        await room.Get<IItemStream>().AppendAsync([.. Sweeps.Names("waiting", 600).Select(name => Examples.Submission("org-1", name))], TimeSpan.FromMinutes(1), StoreRoom.Cancel);
        foreach (var plan in Plans("b", kept))
        {
            await room.Get<IPlanArchive>().KeepAsync("org-1", plan, StoreRoom.Cancel);
        }

        await room.DecideAsync("org-1", "first that stays");
        return room;
    }

    /// <summary>Each has a part of its own, and one that all have.</summary>
    private static IEnumerable<KeptPlan> Plans(string of, int count) => Enumerable.Range(0, count).Select(i => new KeptPlan(
        of + i.ToString("d31", null), [new KeptPart(new string('f', PlanRow.HashLength), new byte[] { 1 }), new KeptPart(of + i.ToString("d31", null), new byte[] { 2 })]));

    private static async Task<StoreRoom> WithKeptAsync(int kept)
    {
        var room = await StoreRoom.OpenAsync(new RetentionOptions { Decisions = TimeSpan.FromDays(1) });
        await room.AddOrgAsync();
        await room.SweepAsync();
        await room.AskAsync("org-1", Sweeps.Names("asked", kept));
        room.Time.Advance(TimeSpan.FromDays(2));
        await room.DecideAsync("org-1", Sweeps.Names("young", 300));
        await room.SweepAsync();
        Assert.Equal(kept, room.Get<IKeptForReview>().Of("org-1").Kept);
        return room;
    }

    /// <summary>Of all statements of a walk that read, with what the walks give them at their beginning.</summary>
    private static async Task<long> CostOfReadsAsync(StoreRoom room)
    {
        var before = (room.Time.GetUtcNow() - TimeSpan.FromDays(1)).UtcTicks;
        return await CostAsync(room, statements =>
        {
            var org = statements[new Sql("SELECT min(org) FROM decisions")].Scalar()!.Value;
            foreach (var text in Texts(typeof(DecisionRetention), typeof(ReviewRetention), typeof(PlanRemoval)).Where(text => text.StartsWith("SELECT", StringComparison.Ordinal)))
            {
                // The parameters of each: an organisation, the last that was walked over, how many.
                var read = statements[new Sql(text)].Bind(1, org);
                if (text.Contains("?3", StringComparison.Ordinal))
                {
                    // What is kept for its review may become older by as much.
                    var of = text.Contains("kept = 0", StringComparison.Ordinal) ? before : before - new RetentionOptions().OpenReviews.Ticks;
                    OldestFirst.Read(statements, read.Bind(2, 0).Bind(3, DecisionRemoval.Stretch), DecisionRemoval.Stretch, of, sequence => sequence, decidedAt => decidedAt < of);
                }
                else if (!text.Contains("?2", StringComparison.Ordinal))
                {
                    read.Scalar();
                }
            }

            return 0;
        });
    }

    private static async Task<long> CostAsync(StoreRoom room, Func<Statements, long> run)
    {
        await using var connection = await OpenAsync(room);
        using var statements = new Statements(connection.Handle!);
        statements[new Sql("BEGIN IMMEDIATE")].Run();
        run(statements);
        statements[new Sql("ROLLBACK")].Run();

        // All is prepared by now: only running counts.
        var steps = 0L;
        delegate_progress count = _ =>
        {
            steps++;
            return 0;
        };
        raw.sqlite3_progress_handler(connection.Handle!, 1, count, null);
        statements[new Sql("BEGIN IMMEDIATE")].Run();
        run(statements);
        statements[new Sql("ROLLBACK")].Run();
        raw.sqlite3_progress_handler(connection.Handle!, 0, null, null);
        GC.KeepAlive(count);
        return steps;
    }

    private static async Task<SqliteConnection> OpenAsync(StoreRoom room)
    {
        var connection = new SqliteConnection($"Data Source={room.Options.DatabaseFile};Pooling=False");
        await connection.OpenAsync(StoreRoom.Cancel);
        return connection;
    }

    private static bool IsScan(string line) => line.StartsWith("SCAN ", StringComparison.Ordinal) && !line.Contains("CONSTANT ROW", StringComparison.Ordinal) && !line.Contains("subquery", StringComparison.Ordinal);

    private static List<string> Plan(Statements statements, string text)
    {
        var read = statements[new Sql($"EXPLAIN QUERY PLAN {text}")];
        var lines = new List<string>();
        while (read.Step())
        {
            lines.Add(read.Text(3));
        }

        return lines;
    }

    private static IEnumerable<string> Texts() =>
        Texts([.. typeof(IRetention).Assembly.GetTypes().Where(type => type.Namespace is "Coop.Storage.Retention" or "Coop.Storage.Plans")]);

    private static IEnumerable<string> Texts(params Type[] of) => of.SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly)).SelectMany(field =>
        field.GetValue(null) switch { Sql one => [one.Text], Sql[] several => several.Select(each => each.Text), _ => Enumerable.Empty<string>() });
}
