using Coop.Engine.Actions;
using Coop.Engine.Deciding;
using Coop.Engine.Outbox;
using Coop.Engine.Rules;
using Coop.Engine.Submissions;
using Coop.Storage.Reviews;
using Microsoft.EntityFrameworkCore;

namespace Coop.Tests.Storage;

public sealed class SubmissionStoreTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_submission_is_claimed_as_it_was_appended_oldest_first()
    {
        await using var room = await StoreRoom.OpenAsync();
        var store = room.Get<ISubmissionStore>();
        await room.AddOrgAsync();
        await store.AppendAsync([Examples.Submission("org-1", "a"), Examples.Submission("org-1", "b")], StoreRoom.Cancel);
        await store.AppendAsync([Examples.Submission("org-1", "c") with { RequestId = null }], StoreRoom.Cancel);

        var claims = await store.ClaimAsync(2, Lease, StoreRoom.Cancel);
        var rest = await store.ClaimAsync(9, Lease, StoreRoom.Cancel);

        Assert.Equal(["a", "b"], claims.Select(claim => claim.Submission.Id));
        Assert.Equal(["c"], rest.Select(claim => claim.Submission.Id));
        Assert.All(claims, claim => Assert.Equal(1, claim.Attempt));
        Assert.Equal(Whole.Text(Examples.Submission("org-1", "a")), Whole.Text(claims[0].Submission));
        Assert.Equal("1.50", claims[0].Submission.Data.GetProperty("n").GetRawText());
        Assert.Equal(3, await store.CountWaitingAsync(StoreRoom.Cancel));
    }

    [Fact]
    public async Task A_batch_is_appended_whole_or_not_at_all_and_others_in_the_same_commit_do_not_mind()
    {
        await using var room = await StoreRoom.OpenAsync();
        var store = room.Get<ISubmissionStore>();
        await room.AddOrgAsync();

        var appends = Enumerable.Range(0, 50).Select(i => i % 5 == 0
            ? store.AppendAsync([Examples.Submission("org-1", $"lost-{i}"), Examples.Submission("no such org", $"bad-{i}")], StoreRoom.Cancel)
            : store.AppendAsync([Examples.Submission("org-1", $"kept-{i}")], StoreRoom.Cancel)).ToList();
        await Task.WhenAll(appends).ContinueWith(_ => { }, TaskScheduler.Default);

        Assert.Equal(10, appends.Count(append => append.IsFaulted));
        var claimed = await store.ClaimAsync(100, Lease, StoreRoom.Cancel);
        Assert.Equal(40, claimed.Count);
        Assert.All(claimed, claim => Assert.StartsWith("kept-", claim.Submission.Id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_killed_workers_claim_is_taken_over_after_its_lease_and_there_is_one_decision()
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync();
        await room.Get<ISubmissionStore>().AppendAsync([Examples.Submission("org-1")], StoreRoom.Cancel);
        var killed = Assert.Single(await room.Get<ISubmissionStore>().ClaimAsync(9, Lease, StoreRoom.Cancel));

        await using var restarted = await room.ReopenAsync();
        var store = restarted.Get<ISubmissionStore>();
        Assert.Empty(await store.ClaimAsync(9, Lease, StoreRoom.Cancel));
        room.Time.Advance(Lease);
        var again = Assert.Single(await store.ClaimAsync(9, Lease, StoreRoom.Cancel));
        var decision = Examples.Decision(again.Submission);

        Assert.Equal(2, again.Attempt);
        Assert.True(await store.CompleteAsync(again, decision, [], StoreRoom.Cancel));
        Assert.False(await room.Get<ISubmissionStore>().CompleteAsync(killed, decision with { Id = "late" }, [], StoreRoom.Cancel));
        Assert.False(await store.CompleteAsync(again, decision with { Id = "twice" }, [], StoreRoom.Cancel));
        Assert.Equal(Whole.Text(decision), Whole.Text(Assert.Single(await restarted.Get<IDecisionStore>().ListByItemAsync("org-1", "item-1", 9, StoreRoom.Cancel))));
        Assert.Equal(0, await store.CountWaitingAsync(StoreRoom.Cancel));
    }

    [Fact]
    public async Task A_late_worker_cannot_decide_what_another_has_claimed_since()
    {
        await using var room = await StoreRoom.OpenAsync();
        var store = room.Get<ISubmissionStore>();
        await room.AddOrgAsync();
        var late = Assert.Single(await store.AppendClaimedAsync([Examples.Submission("org-1")], Lease, StoreRoom.Cancel));
        room.Time.Advance(Lease);
        var latest = Assert.Single(await store.ClaimAsync(9, Lease, StoreRoom.Cancel));

        Assert.False(await store.CompleteAsync(late, Examples.Decision(late.Submission), [], StoreRoom.Cancel));
        await store.AbandonAsync(late, "late", TimeSpan.Zero, park: true, StoreRoom.Cancel);
        Assert.True(await store.CompleteAsync(latest, Examples.Decision(latest.Submission), [], StoreRoom.Cancel));
    }

    [Fact]
    public async Task A_renewed_lease_holds_and_an_own_claim_keeps_others_away()
    {
        await using var room = await StoreRoom.OpenAsync();
        var store = room.Get<ISubmissionStore>();
        await room.AddOrgAsync();
        var claims = await store.AppendClaimedAsync([Examples.Submission("org-1", "b"), Examples.Submission("org-1", "a")], Lease, StoreRoom.Cancel);
        room.Time.Advance(Lease - TimeSpan.FromSeconds(1));

        await store.RenewAsync([claims[0]], Lease, StoreRoom.Cancel);
        room.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(["b", "a"], claims.Select(claim => claim.Submission.Id));
        Assert.Equal(["a"], (await store.ClaimAsync(9, Lease, StoreRoom.Cancel)).Select(claim => claim.Submission.Id));
    }

    [Fact]
    public async Task An_abandoned_submission_comes_back_after_its_delay_and_a_parked_one_only_when_asked()
    {
        await using var room = await StoreRoom.OpenAsync();
        var store = room.Get<ISubmissionStore>();
        await room.AddOrgAsync();
        await room.AddOrgAsync("org-2");
        var first = Assert.Single(await store.AppendClaimedAsync([Examples.Submission("org-1")], Lease, StoreRoom.Cancel));

        await store.AbandonAsync(first, "it broke", TimeSpan.FromSeconds(5), park: false, StoreRoom.Cancel);
        Assert.Empty(await store.ClaimAsync(9, Lease, StoreRoom.Cancel));
        room.Time.Advance(TimeSpan.FromSeconds(5));
        var second = Assert.Single(await store.ClaimAsync(9, Lease, StoreRoom.Cancel));
        await store.AbandonAsync(second, "it broke again", TimeSpan.Zero, park: true, StoreRoom.Cancel);
        room.Time.Advance(Lease * 10);

        Assert.Empty(await store.ClaimAsync(9, Lease, StoreRoom.Cancel));
        Assert.Empty(await store.ListParkedAsync("org-2", 9, StoreRoom.Cancel));
        var parked = Assert.Single(await store.ListParkedAsync("org-1", 9, StoreRoom.Cancel));
        Assert.Equal((2, "it broke again", StoreRoom.Start.AddSeconds(5)), (parked.Attempts, parked.Error, parked.ParkedAt));
        Assert.False(await store.RetryParkedAsync("org-2", parked.Submission.Id, StoreRoom.Cancel));
        Assert.True(await store.RetryParkedAsync("org-1", parked.Submission.Id, StoreRoom.Cancel));
        Assert.Equal(1, Assert.Single(await store.ClaimAsync(9, Lease, StoreRoom.Cancel)).Attempt);
    }

    [Fact]
    public async Task Many_appenders_and_claimers_lose_nothing_and_decide_nothing_twice()
    {
        const int Appenders = 8;
        const int Each = 40;
        await using var room = await StoreRoom.OpenAsync();
        await using var other = await room.ReopenAsync();
        await room.AddOrgAsync();
        StoreRoom[] rooms = [room, other];
        var left = Appenders * Each;

        async Task AppendAsync(int appender)
        {
            var store = rooms[appender % 2].Get<ISubmissionStore>();
            for (var i = 0; i < Each; i += 2)
            {
                await store.AppendAsync(
                    [Examples.Submission("org-1", $"{appender}-{i}"), Examples.Submission("org-1", $"{appender}-{i + 1}")], StoreRoom.Cancel);
            }
        }

        async Task DecideAsync(int worker)
        {
            var store = rooms[worker % 2].Get<ISubmissionStore>();
            while (Volatile.Read(ref left) > 0)
            {
                foreach (var claim in await store.ClaimAsync(7, Lease, StoreRoom.Cancel))
                {
                    Assert.True(await store.CompleteAsync(claim, Examples.Decision(claim.Submission), [], StoreRoom.Cancel));
                    Interlocked.Decrement(ref left);
                }
            }
        }

        await Task.WhenAll([.. Enumerable.Range(0, Appenders).Select(i => Task.Run(() => AppendAsync(i))), .. Enumerable.Range(0, 4).Select(i => Task.Run(() => DecideAsync(i)))])
            .WaitAsync(TimeSpan.FromMinutes(2), StoreRoom.Cancel);

        var decisions = await room.Get<IDecisionStore>().ListAsync("org-1", null, 1000, StoreRoom.Cancel);
        Assert.Equal(0, left);
        Assert.Equal(Appenders * Each, decisions.Select(decision => decision.SubmissionId).Distinct().Count());
        Assert.Equal(Appenders * Each, decisions.Count);
    }

    [Fact]
    public async Task A_decision_brings_its_executions_webhooks_review_jobs_and_counts_with_it()
    {
        await using var room = await StoreRoom.OpenAsync();
        var store = room.Get<ISubmissionStore>();
        await room.AddOrgAsync();
        var claim = Assert.Single(await store.AppendClaimedAsync([Examples.Submission("org-1")], Lease, StoreRoom.Cancel));
        var decision = Examples.Decision(
            claim.Submission,
            Examples.Triggered("hook", ActionType.CustomAction, "r1", "r2"),
            Examples.Triggered("nowhere", ActionType.CustomAction, "r1"),
            Examples.Triggered("item", ActionType.EnqueueToMrt, "r2"),
            Examples.Triggered("author", ActionType.EnqueueAuthorToMrt),
            Examples.Triggered("child", ActionType.EnqueueToNcmec)) with
        { Reviews = [new ReviewReason("r3", "The signal did not answer.")] };

        Assert.True(await store.CompleteAsync(claim, decision, [Examples.Webhook("hook")], StoreRoom.Cancel));

        var executions = await room.Get<IDecisionStore>().ListExecutionsAsync("org-1", decision.Id, StoreRoom.Cancel);
        Assert.Equal(
            [
                ("hook", ActionExecutionState.Pending, null), ("nowhere", ActionExecutionState.Failed, "The action has no callback URL."),
                ("item", ActionExecutionState.Delivered, null), ("author", ActionExecutionState.Delivered, null), ("child", ActionExecutionState.Delivered, null),
            ],
            executions.Select(execution => (execution.Id, execution.State, execution.LastError)));
        await using var db = room.Db();
        var jobs = await db.Set<ReviewJobRow>().OrderBy(job => job.Sequence).ToListAsync(StoreRoom.Cancel);
        Assert.Equal([ReviewJobKind.Item, ReviewJobKind.Author, ReviewJobKind.ChildSafety, ReviewJobKind.UnknownOutcome], jobs.Select(job => job.Kind));
        Assert.Equal(("[\"r3\"]", "The signal did not answer.", null), (jobs[3].RuleIds, jobs[3].Reason, jobs[3].ExecutionId));
        var quotas = room.Get<IRuleQuotaStore>();
        var today = DateOnly.FromDateTime(StoreRoom.Start.UtcDateTime);
        Assert.Equal(
            new Dictionary<string, int> { ["r1"] = 1, ["r2"] = 1 }, await quotas.CountAsync("org-1", today, StoreRoom.Cancel));
        Assert.Empty(await quotas.CountAsync("org-1", today.AddDays(1), StoreRoom.Cancel));
        Assert.Empty(await quotas.CountAsync("org-2", today, StoreRoom.Cancel));
    }

    [Fact]
    public async Task A_decision_that_cannot_be_written_leaves_the_submission_waiting_and_nothing_behind()
    {
        await using var room = await StoreRoom.OpenAsync();
        var store = room.Get<ISubmissionStore>();
        await room.AddOrgAsync();
        var claims = await store.AppendClaimedAsync([Examples.Submission("org-1", "a"), Examples.Submission("org-1", "b")], Lease, StoreRoom.Cancel);
        Assert.True(await store.CompleteAsync(claims[0], Examples.Decision(claims[0].Submission, Examples.Triggered("x", ruleIds: "r")), [], StoreRoom.Cancel));

        var same = Examples.Decision(claims[1].Submission, Examples.Triggered("fresh", ruleIds: "r"), Examples.Triggered("x"));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => store.CompleteAsync(claims[1], same, [Examples.Webhook("fresh")], StoreRoom.Cancel));

        Assert.Equal(1, await store.CountWaitingAsync(StoreRoom.Cancel));
        Assert.Null(await room.Get<IDecisionStore>().FindAsync("org-1", same.Id, StoreRoom.Cancel));
        Assert.Null(await room.Get<IActionOutbox>().NextDueAsync(StoreRoom.Cancel));
        Assert.Equal(1, (await room.Get<IRuleQuotaStore>().CountAsync("org-1", DateOnly.FromDateTime(StoreRoom.Start.UtcDateTime), StoreRoom.Cancel))["r"]);
    }

    [Fact]
    public async Task Waiting_ends_when_something_is_appended_and_looks_by_itself_after_a_while()
    {
        await using var room = await StoreRoom.OpenAsync();
        var store = room.Get<ISubmissionStore>();
        await room.AddOrgAsync();
        await store.WaitForWorkAsync(StoreRoom.Cancel);

        var waiting = store.WaitForWorkAsync(StoreRoom.Cancel);
        Assert.False(waiting.IsCompleted);
        await store.AppendAsync([Examples.Submission("org-1")], StoreRoom.Cancel);
        await waiting.WaitAsync(TimeSpan.FromMinutes(1), StoreRoom.Cancel);
        await store.WaitForWorkAsync(StoreRoom.Cancel);

        var polling = store.WaitForWorkAsync(StoreRoom.Cancel);
        Assert.False(polling.IsCompleted);
        room.Time.Advance(TimeSpan.FromSeconds(1));
        await polling.WaitAsync(TimeSpan.FromMinutes(1), StoreRoom.Cancel);
    }

    [Fact]
    public async Task Decisions_are_paged_newest_first_within_the_organisation()
    {
        await using var room = await StoreRoom.OpenAsync();
        var store = room.Get<ISubmissionStore>();
        var decisions = room.Get<IDecisionStore>();
        await room.AddOrgAsync();
        await room.AddOrgAsync("org-2");
        foreach (var id in new[] { "1", "2", "3" })
        {
            var claim = Assert.Single(await store.AppendClaimedAsync([Examples.Submission("org-1", id)], Lease, StoreRoom.Cancel));
            await store.CompleteAsync(claim, Examples.Decision(claim.Submission), [], StoreRoom.Cancel);
        }

        var page = await decisions.ListAsync("org-1", null, 2, StoreRoom.Cancel);
        var next = await decisions.ListAsync("org-1", page[^1].Id, 2, StoreRoom.Cancel);

        Assert.Equal(["3", "2", "1"], page.Concat(next).Select(decision => decision.SubmissionId));
        Assert.Equal(2, (await decisions.ListByItemAsync("org-1", "item-1", 2, StoreRoom.Cancel)).Count);
        Assert.Empty(await decisions.ListAsync("org-2", page[0].Id, 9, StoreRoom.Cancel));
        Assert.Empty(await decisions.ListByItemAsync("org-2", "item-1", 9, StoreRoom.Cancel));
        Assert.Null(await decisions.FindAsync("org-2", page[0].Id, StoreRoom.Cancel));
        Assert.Empty(await decisions.ListExecutionsAsync("org-2", page[0].Id, StoreRoom.Cancel));
    }
}
