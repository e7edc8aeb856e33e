using Coop.Engine.Actions;
using Coop.Engine.Deciding;
using Coop.Engine.Flow;
using Coop.Engine.Review;
using Coop.Storage.Keys;
using Coop.Storage.Reviews;
using Coop.Storage.Rules;
using Microsoft.EntityFrameworkCore;

namespace Coop.Tests.Storage;

/// <summary>What a commit promises, whatever database is behind the port.</summary>
public abstract class DecisionLogCases
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(StoreRoom.Start.UtcDateTime);

    private protected abstract Task<StoreRoom> OpenAsync();

    [Fact]
    public async Task A_decision_brings_its_executions_webhooks_and_review_jobs_with_it()
    {
        await using var room = await RoomAsync();
        var item = await room.AppendHeldAsync(Examples.Submission("org-1"));
        var decision = Examples.Decision(item.Submission, Examples.Triggered("hook"), Examples.Triggered("nowhere"), Examples.Triggered("item", ActionType.EnqueueToMrt));
        var commit = Examples.Commit(item, decision, [Examples.Webhook("hook")]);
        commit = commit with
        {
            Executions = [commit.Executions[0], commit.Executions[1] with { State = ActionExecutionState.Failed, Error = "It is gone." }, commit.Executions[2]],
            Reviews =
            [
                new ReviewJob(ReviewJobKind.Item, decision.Actions[2].ExecutionId, ["r2"], ["p"], null),
                new ReviewJob(ReviewJobKind.UnknownOutcome, null, ["r3"], [], "The signal did not answer."),
            ],
        };

        Assert.Equal(CommitOutcome.Committed, await CommitAsync(room, commit));

        Assert.Equal(Whole.Text(decision), Whole.Text(await room.Get<IDecisionStore>().FindAsync("org-1", decision.Id, StoreRoom.Cancel)));
        var executions = await room.Get<IDecisionStore>().ListExecutionsAsync("org-1", decision.Id, StoreRoom.Cancel);
        Assert.Equal(
            [
                (ExecutionId.Of(decision.Id, 0), "action of hook", ActionExecutionState.Pending, null),
                (ExecutionId.Of(decision.Id, 1), "action of nowhere", ActionExecutionState.Failed, "It is gone."),
                (ExecutionId.Of(decision.Id, 2), "action of item", ActionExecutionState.Delivered, null),
            ],
            executions.Select(execution => (execution.Id, execution.ActionId, execution.State, execution.LastError)));
        await using var db = room.Db();
        var jobs = await db.Set<ReviewJobRow>().OrderBy(job => job.Key).ToListAsync(StoreRoom.Cancel);
        Assert.Equal(
            [(ReviewJobKind.Item, 2, "[\"r2\"]", null), (ReviewJobKind.UnknownOutcome, null, "[\"r3\"]", "The signal did not answer.")],
            jobs.Select(job => (job.Kind, job.Execution, job.RuleIds, job.Reason)));
    }

    [Fact]
    public async Task Who_comes_second_is_told_so_and_has_written_nothing()
    {
        await using var room = await RoomAsync();
        await using var other = await room.ReopenAsync();
        var item = await room.AppendHeldAsync(Examples.Submission("org-1"));
        var first = Examples.Commit(item, Examples.Triggered("first"));
        var second = Examples.Commit(item, Examples.Triggered("second"), Examples.Triggered("third")) with { Quotas = [new QuotaClaim("r", 5)] };

        Assert.Equal(CommitOutcome.Committed, await CommitAsync(room, first));

        Assert.Equal(CommitResult.AlreadyDecided, (await CommitAsync(other, second)).Result);
        Assert.Equal(CommitResult.AlreadyDecided, (await CommitAsync(room, first)).Result);
        var executions = await room.Get<IDecisionStore>().ListExecutionsAsync("org-1", item.Submission.Id, StoreRoom.Cancel);
        Assert.Equal(["action of first"], executions.Select(execution => execution.ActionId));
        Assert.Empty(await ActedAsync(room));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task A_daily_limit_holds_with_two_processes_and_sixty_decisions_at_once(int limit)
    {
        await using var room = await RoomAsync();
        await using var other = await room.ReopenAsync();
        StoreRoom[] processes = [room, other];
        var items = await room.Get<IItemStream>().AppendAsync(
            [.. Enumerable.Range(0, 60).Select(i => Examples.Submission("org-1", $"s{i}"))], TimeSpan.FromMinutes(1), StoreRoom.Cancel);

        var outcomes = await Task.WhenAll(items.Select((item, i) => Task.Run(() => CommitAsync(
            processes[i % 2], Examples.Commit(item, Examples.Triggered("act", ruleIds: "limited")) with { Quotas = [new QuotaClaim("limited", limit), new QuotaClaim("free", 1000)] }))));

        Assert.Equal(limit, outcomes.Count(outcome => outcome.Result == CommitResult.Committed));
        Assert.All(outcomes.Where(outcome => outcome.Result != CommitResult.Committed), outcome => Assert.Equal(["limited"], outcome.SpentRuleIds));
        Assert.Equal(new Dictionary<string, int> { ["limited"] = limit, ["free"] = limit }, await ActedAsync(room));
        Assert.Equal(limit, (await room.Get<IDecisionStore>().ListAsync("org-1", null, 100, StoreRoom.Cancel))!.Count);
    }

    [Fact]
    public async Task A_spent_day_is_over_at_midnight_and_one_organisations_count_is_not_anothers()
    {
        await using var room = await RoomAsync();
        await room.AddOrgAsync("org-2");
        QuotaClaim[] quotas = [new("r", 1)];

        async Task<CommitResult> TryAsync(string org, string name, int days)
        {
            var item = await room.AppendHeldAsync(Examples.Submission(org, name));
            var decision = Examples.Decision(item.Submission) with { DecidedAt = StoreRoom.Start.AddDays(days) };
            return (await CommitAsync(room, Examples.Commit(item, decision, []) with { Quotas = quotas })).Result;
        }

        Assert.Equal(CommitResult.Committed, await TryAsync("org-1", "a", 0));
        Assert.Equal(CommitResult.QuotaSpent, await TryAsync("org-1", "b", 0));
        Assert.Equal(CommitResult.Committed, await TryAsync("org-2", "c", 0));
        Assert.Equal(CommitResult.Committed, await TryAsync("org-1", "d", 1));
    }

    [Fact]
    public async Task A_decision_about_something_else_is_refused_as_the_mistake_it_is()
    {
        await using var room = await RoomAsync();
        var item = await room.AppendHeldAsync(Examples.Submission("org-1"));
        var decision = Examples.Decision(item.Submission, Examples.Triggered("x"));

        await Assert.ThrowsAsync<ArgumentException>(() => CommitAsync(room, Examples.Commit(item, decision with { Id = Examples.Id("another") }, [])));
        var commit = Examples.Commit(item, decision, []);
        await Assert.ThrowsAsync<ArgumentException>(() => CommitAsync(room, commit with { Executions = [commit.Executions[0] with { ExecutionId = "made up" }] }));
        Assert.Null(await room.Get<IDecisionStore>().FindAsync("org-1", decision.Id, StoreRoom.Cancel));
    }

    [Fact]
    public async Task Many_appenders_and_deciders_in_two_processes_lose_nothing_and_decide_nothing_twice()
    {
        const int Appenders = 8;
        const int Each = 40;
        await using var room = await RoomAsync();
        await using var other = await room.ReopenAsync();
        StoreRoom[] processes = [room, other];
        var left = Appenders * Each;

        async Task AppendAsync(int appender)
        {
            var stream = processes[appender % 2].Get<IItemStream>();
            for (var i = 0; i < Each; i += 2)
            {
                await stream.AppendAsync([Examples.Submission("org-1", $"{appender}-{i}"), Examples.Submission("org-1", $"{appender}-{i + 1}")], lease: null, StoreRoom.Cancel);
            }
        }

        async Task DecideAsync(int worker)
        {
            var process = processes[worker % 2];
            while (Volatile.Read(ref left) > 0)
            {
                foreach (var item in (await process.Get<IItemStream>().ReceiveAsync([new OrgShare("org-1", 7)], TimeSpan.FromMinutes(1), StoreRoom.Cancel))[0].Items)
                {
                    Assert.Equal(CommitOutcome.Committed, await CommitAsync(process, Examples.Commit(item)));
                    await process.Get<IItemStream>().AcknowledgeAsync([item], StoreRoom.Cancel);
                    Interlocked.Decrement(ref left);
                }
            }
        }

        await Task.WhenAll([.. Enumerable.Range(0, Appenders).Select(i => Task.Run(() => AppendAsync(i))), .. Enumerable.Range(0, 4).Select(i => Task.Run(() => DecideAsync(i)))])
            .WaitAsync(TimeSpan.FromMinutes(2), StoreRoom.Cancel);

        var decisions = (await room.Get<IDecisionStore>().ListAsync("org-1", null, 1000, StoreRoom.Cancel))!;
        Assert.Equal(Appenders * Each, decisions.Select(decision => decision.SubmissionId).Distinct().Count());
        Assert.Equal(Appenders * Each, decisions.Count);
        Assert.Empty(await room.Get<IItemStream>().BacklogAsync(StoreRoom.Cancel));
    }

    [Fact]
    public async Task Decisions_are_paged_newest_first_within_the_organisation()
    {
        await using var room = await RoomAsync();
        await room.AddOrgAsync("org-2");
        var decisions = room.Get<IDecisionStore>();
        foreach (var name in new[] { "1", "2", "3" })
        {
            await CommitAsync(room, Examples.Commit(await room.AppendHeldAsync(Examples.Submission("org-1", name))));
        }

        var page = (await decisions.ListAsync("org-1", null, 2, StoreRoom.Cancel))!;
        var next = (await decisions.ListAsync("org-1", page[^1].Id, 2, StoreRoom.Cancel))!;

        Assert.Equal([Examples.Id("3"), Examples.Id("2"), Examples.Id("1")], page.Concat(next).Select(decision => decision.SubmissionId));
        Assert.Equal(
            page.Concat(next).Select(decision => decision.Id),
            (await decisions.ListByItemAsync("org-1", "item-1", null, 2, StoreRoom.Cancel))!.Concat((await decisions.ListByItemAsync("org-1", "item-1", page[^1].Id, 2, StoreRoom.Cancel))!).Select(decision => decision.Id));
        Assert.Empty((await decisions.ListByItemAsync("org-2", "item-1", null, 9, StoreRoom.Cancel))!);
        Assert.Null(await decisions.FindAsync("org-2", page[0].Id, StoreRoom.Cancel));
        Assert.Empty(await decisions.ListExecutionsAsync("org-2", page[0].Id, StoreRoom.Cancel));
    }

    [Fact]
    public async Task There_is_no_page_after_what_is_no_decision_of_the_organisation()
    {
        await using var room = await RoomAsync();
        await room.AddOrgAsync("org-2");
        var decisions = room.Get<IDecisionStore>();
        await CommitAsync(room, Examples.Commit(await room.AppendHeldAsync(Examples.Submission("org-1", "mine"))));
        await CommitAsync(room, Examples.Commit(await room.AppendHeldAsync(Examples.Submission("org-2", "theirs"))));
        var undecided = await room.AppendHeldAsync(Examples.Submission("org-1", "undecided"));

        foreach (var before in (string[])["zzz", "", Examples.Id("theirs"), Examples.Id("none"), undecided.Submission.Id])
        {
            Assert.Null(await decisions.ListAsync("org-1", before, 9, StoreRoom.Cancel));
            Assert.Null(await decisions.ListByItemAsync("org-1", "item-1", before, 9, StoreRoom.Cancel));
            Assert.Null(await decisions.ListSummariesAsync("org-1", null, before, 9, StoreRoom.Cancel));
            Assert.Null(await decisions.ListSummariesAsync("org-of-nobody", null, before, 9, StoreRoom.Cancel));
        }

        Assert.NotNull(await decisions.ListSummariesAsync("org-of-nobody", null, null, 9, StoreRoom.Cancel));
        Assert.NotNull(await decisions.ListAsync("org-1", Examples.Id("mine"), 9, StoreRoom.Cancel));
    }

    /// <returns>How often each rule acted today, by its id.</returns>
    private static async Task<Dictionary<string, int>> ActedAsync(StoreRoom room)
    {
        await using var db = room.Db();
        return await db.Set<RuleQuotaRow>().Where(row => row.Day == Today.DayNumber)
            .Join(db.Set<KeyRow>(), row => row.Rule, key => key.Key, (row, key) => new { key.Id, row.Count })
            .ToDictionaryAsync(each => each.Id, each => each.Count, StringComparer.Ordinal, StoreRoom.Cancel);
    }

    private static Task<CommitOutcome> CommitAsync(StoreRoom room, DecisionCommit commit) => room.Get<IDecisionLog>().CommitAsync(commit, StoreRoom.Cancel);

    private async Task<StoreRoom> RoomAsync()
    {
        var room = await OpenAsync();
        await room.AddOrgAsync();
        return room;
    }
}
