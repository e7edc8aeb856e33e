using Coop.Engine.Deciding;
using Coop.Engine.Flow;
using Coop.Engine.Submissions;
using Coop.Storage.Retention;
using Coop.Storage.Sqlite;
using Coop.Storage.Writing;
using Coop.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace Coop.Tests.Retention;

public sealed class PlanRetentionTests
{
    private static readonly KeptPart Shared = new(new string('a', 32), new byte[] { 1 });
    private static readonly KeptPlan First = new(new string('1', 32), [Shared, new KeptPart(new string('b', 32), new byte[] { 2, 3 })]);
    private static readonly KeptPlan Second = new(new string('2', 32), [Shared]);

    [Fact]
    public async Task A_plan_goes_when_no_decision_names_it_any_more_and_parts_that_others_have_stay()
    {
        await using var room = await RoomAsync(new RetentionOptions { MostDecisions = 2 });
        await KeepAsync(room, First);
        await DecideAsync(room, First, "under the first");
        await KeepAsync(room, Second);

        await SweepAsync(room);
        Assert.Equal(Whole.Text(First), Whole.Text(await FindAsync(room, First)));
        Assert.Null(await room.Get<IPlanArchive>().FindAsync("org-2", First.Id, StoreRoom.Cancel));

        await DecideAsync(room, Second, Many);
        await SweepAsync(room);

        Assert.Null(await FindAsync(room, First));
        Assert.Equal(Whole.Text(Second), Whole.Text(await FindAsync(room, Second)));
        await using var db = room.Db();
        Assert.Equal(1, await db.Database.SqlQueryRaw<int>("SELECT count(*) AS Value FROM plan_parts").SingleAsync(StoreRoom.Cancel));
    }

    [Fact]
    public async Task A_plan_stays_while_another_process_still_decides_with_it()
    {
        await using var room = await RoomAsync(new RetentionOptions { MostDecisions = 2 });
        await using var other = await room.ReopenAsync();
        await KeepAsync(other, First);
        await KeepAsync(room, Second);
        await DecideAsync(room, Second, Many);
        await DecideAsync(other, First, "late");
        await DecideAsync(room, Second, "last");

        await SweepAsync(room);

        Assert.Equal(2, (await room.Get<IDecisionStore>().ListAsync("org-1", null, 9, StoreRoom.Cancel))!.Count);
        Assert.Equal(Whole.Text(First), Whole.Text(await FindAsync(room, First)));
    }

    [Fact]
    public async Task A_plan_that_decisions_name_stays_whatever_the_clock_said_when_they_were_made()
    {
        await using var room = await RoomAsync(new RetentionOptions());
        await KeepAsync(room, First);
        room.Time.Step(TimeSpan.FromDays(2));
        await DecideAsync(room, First, "early");
        room.Time.Step(TimeSpan.FromDays(-2));
        room.Time.Advance(TimeSpan.FromHours(1));
        await KeepAsync(room, Second);
        await DecideAsync(room, Second, Many);

        await SweepAsync(room);

        Assert.NotNull(await FindAsync(room, First));
    }

    [Fact]
    public async Task A_plan_that_was_removed_before_a_process_let_go_of_it_is_kept_again_with_the_decision_that_names_it()
    {
        await using var late = await RoomAsync(new RetentionOptions { MostDecisions = 2 });
        await using var other = await late.ReopenAsync();
        await late.AddOrgAsync("org-2");
        await KeepAsync(late, First);
        await DecideAsync(late, First, "in time");
        await AppendAsync(other, "org-2", 600);
        await KeepAsync(other, Second);
        await DecideAsync(other, Second, "by the other", "and another");
        await SweepAsync(other);
        Assert.Null(await FindAsync(other, First));

        await DecideAsync(late, First, "late", "later");
        await SweepAsync(other);

        Assert.Equal(Whole.Text(First), Whole.Text(await FindAsync(other, First)));
        Assert.Equal(Whole.Text(Second), Whole.Text(await FindAsync(late, Second)));
    }

    [Fact]
    public async Task Many_plans_go_in_short_steps_so_that_others_write_in_between()
    {
        await using var room = await RoomAsync(new RetentionOptions { MostDecisions = 2 });
        foreach (var plan in Enumerable.Range(0, 130).Select(i => new KeptPlan($"{i:d32}", [Shared])))
        {
            await KeepAsync(room, plan);
        }

        await KeepAsync(room, Second);
        await DecideAsync(room, Second, Many);
        var (left, mostInOneStep) = (await room.CountAsync("plans"), 0);
        await room.SweepAsync(async () =>
        {
            var now = await room.CountAsync("plans");
            (left, mostInOneStep) = (now, Math.Max(mostInOneStep, left - now));
            return false;
        });

        Assert.Equal(1, await room.CountAsync("plans"));
        Assert.Equal(1, left);
        Assert.InRange(mostInOneStep, 1, 50);
        Assert.Equal(Whole.Text(Second), Whole.Text(await FindAsync(room, Second)));
    }

    [Fact]
    public async Task An_organisation_without_decisions_keeps_what_is_in_force_and_no_plan_before_it()
    {
        await using var room = await RoomAsync(new RetentionOptions());
        await room.AddOrgAsync("org-2");
        await KeepAsync(room, First);
        await AppendAsync(room, "org-2", 600);
        await KeepAsync(room, Second);

        await SweepAsync(room);

        Assert.Null(await FindAsync(room, First));
        Assert.Equal(Whole.Text(Second), Whole.Text(await FindAsync(room, Second)));
        await DecideAsync(room, First, "late");
        await SweepAsync(room);
        Assert.Equal(Whole.Text(First), Whole.Text(await FindAsync(room, First)));
    }

    [Fact]
    public async Task A_plan_that_is_taken_away_and_kept_again_while_it_is_read_is_read_whole_or_not_at_all()
    {
        await using var room = await RoomAsync(new RetentionOptions());
        var large = new KeptPlan(new string('3', 32), [.. Enumerable.Range(0, 300).Select(i => new KeptPart($"{i:d32}", new byte[] { 1 }))]);
        await KeepAsync(room, large);
        var toggling = Task.Run(
            async () =>
            {
                for (var times = 0; times < 60; times++)
                {
                    await room.Get<WriteLane>().GroupAsync(statements => Tables.Sum(table => statements[table].Run()), StoreRoom.Cancel);
                    await KeepAsync(room, large);
                }
            },
            StoreRoom.Cancel);

        var seen = new HashSet<int?>();
        while (!toggling.IsCompleted)
        {
            seen.Add((await FindAsync(room, large))?.Parts.Count);
        }

        await toggling;
        Assert.Equal([null, 300], seen.Order());
    }

    private static readonly Sql[] Tables = [.. ((string[])["plans", "plan_uses", "plan_contents", "plan_parts"]).Select(table => new Sql($"DELETE FROM {table}"))];

    private static string[] Many => [.. Enumerable.Range(0, 600).Select(i => $"item {i}")];

    private static Task KeepAsync(StoreRoom room, KeptPlan plan) => room.Get<IPlanArchive>().KeepAsync("org-1", plan, StoreRoom.Cancel);

    private static Task<KeptPlan?> FindAsync(StoreRoom room, KeptPlan plan) => room.Get<IPlanArchive>().FindAsync("org-1", plan.Id, StoreRoom.Cancel);

    private static async Task DecideAsync(StoreRoom room, KeptPlan plan, params string[] names)
    {
        var now = room.Time.GetUtcNow();
        Submission[] submissions = [.. names.Select(name => Examples.Submission("org-1", name) with { SubmittedAt = now })];
        var items = await room.Get<IItemStream>().AppendAsync(submissions, TimeSpan.FromMinutes(1), StoreRoom.Cancel);
        var outcomes = await Task.WhenAll(items.Select(item =>
        {
            var decision = Examples.Decision(item.Submission) with { DecidedAt = now, PlanId = plan.Id };
            return room.Get<IDecisionLog>().CommitAsync(Examples.Commit(item, decision, []) with { Plan = plan }, StoreRoom.Cancel);
        }));
        Assert.All(outcomes, outcome => Assert.Equal(CommitResult.Committed, outcome.Result));
        await room.Get<IItemStream>().AcknowledgeAsync(items, StoreRoom.Cancel);
    }

    private static Task<IReadOnlyList<StreamItem>> AppendAsync(StoreRoom room, string orgId, int many) => room.Get<IItemStream>().AppendAsync(
        [.. Enumerable.Range(0, many).Select(i => Examples.Submission(orgId, $"{orgId} {i}") with { SubmittedAt = room.Time.GetUtcNow() })], TimeSpan.FromMinutes(1), StoreRoom.Cancel);

    private static async Task SweepAsync(StoreRoom room)
    {
        foreach (var retention in room.All<IRetention>())
        {
            while (await retention.SweepAsync(StoreRoom.Cancel))
            {
            }
        }
    }

    private static async Task<StoreRoom> RoomAsync(RetentionOptions options)
    {
        var room = await StoreRoom.OpenAsync(options);
        await room.AddOrgAsync();
        await SweepAsync(room);
        return room;
    }
}
