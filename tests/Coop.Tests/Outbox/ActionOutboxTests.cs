using Coop.Engine.Actions;
using Coop.Engine.Deciding;
using Coop.Engine.Flow;
using Coop.Engine.Outbox;
using Coop.Tests.Storage;

namespace Coop.Tests.Outbox;

public sealed class ActionOutboxTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_webhook_is_claimed_with_its_exact_bytes_once()
    {
        await using var room = await StoreRoom.OpenAsync();
        var outbox = await FillAsync(room, Examples.Webhook("x"));

        var delivery = Assert.Single(await outbox.ClaimDueAsync(9, Lease, [], StoreRoom.Cancel));

        Assert.Equal((Execution(0), "org-1", "action of x", 1, "https://platform.example/hook"), (delivery.ExecutionId, delivery.OrgId, delivery.ActionId, delivery.Attempt, delivery.Url));
        Assert.Equal([1, 0, 255, 13, 10], delivery.Body);
        Assert.Equal(new Dictionary<string, string> { ["x-token"] = "t" }, delivery.Headers);
        Assert.Empty(await outbox.ClaimDueAsync(9, Lease, [], StoreRoom.Cancel));
    }

    [Fact]
    public async Task A_failed_try_is_due_again_when_it_was_told_and_a_delivered_one_never()
    {
        await using var room = await StoreRoom.OpenAsync();
        var outbox = await FillAsync(room, Examples.Webhook("x"));
        var next = StoreRoom.Start.AddSeconds(8);

        var first = Assert.Single(await outbox.ClaimDueAsync(9, Lease, [], StoreRoom.Cancel));
        await outbox.RecordAsync(first, new DeliveryAttempt(false, 503, "HTTP 503"), next, StoreRoom.Cancel);

        Assert.Equal(next, await outbox.NextDueAsync(StoreRoom.Cancel));
        Assert.Empty(await outbox.ClaimDueAsync(9, Lease, [], StoreRoom.Cancel));
        var pending = await ExecutionAsync(room);
        Assert.Equal((ActionExecutionState.Pending, 1, 503, "HTTP 503", next), (pending.State, pending.Attempts, pending.LastStatus, pending.LastError, pending.NextAttemptAt));

        room.Time.Advance(TimeSpan.FromSeconds(8));
        var second = Assert.Single(await outbox.ClaimDueAsync(9, Lease, [], StoreRoom.Cancel));
        Assert.Equal(2, second.Attempt);
        await outbox.RecordAsync(second, new DeliveryAttempt(true, 200, null), null, StoreRoom.Cancel);

        Assert.Null(await outbox.NextDueAsync(StoreRoom.Cancel));
        var delivered = await ExecutionAsync(room);
        Assert.Equal((ActionExecutionState.Delivered, 2, 200, next), (delivered.State, delivered.Attempts, delivered.LastStatus, delivered.DeliveredAt));
        Assert.Null(delivered.LastError);
        Assert.Null(delivered.NextAttemptAt);
    }

    [Fact]
    public async Task Giving_up_is_remembered_with_its_reason()
    {
        await using var room = await StoreRoom.OpenAsync();
        var outbox = await FillAsync(room, Examples.Webhook("x"));
        var delivery = Assert.Single(await outbox.ClaimDueAsync(9, Lease, [], StoreRoom.Cancel));

        await outbox.RecordAsync(delivery, new DeliveryAttempt(false, null, "refused"), null, StoreRoom.Cancel);

        Assert.Null(await outbox.NextDueAsync(StoreRoom.Cancel));
        var execution = await ExecutionAsync(room);
        Assert.Equal((ActionExecutionState.Failed, "refused"), (execution.State, execution.LastError));
    }

    [Fact]
    public async Task What_was_given_up_is_sent_once_more_when_a_person_says_so_with_the_same_bytes_and_key()
    {
        await using var room = await StoreRoom.OpenAsync();
        var outbox = await FillAsync(room, Examples.Webhook("x"));
        var log = room.Get<IDeliveryLog>();
        var first = Assert.Single(await outbox.ClaimDueAsync(9, Lease, [], StoreRoom.Cancel));
        Assert.False(await log.RetryAsync("org-1", Execution(0), StoreRoom.Cancel));
        await outbox.RecordAsync(first, new DeliveryAttempt(false, 500, "HTTP 500"), null, StoreRoom.Cancel);
        room.Time.Advance(TimeSpan.FromDays(400));
        Assert.Empty(await outbox.ClaimDueAsync(9, Lease, [], StoreRoom.Cancel));

        Assert.False(await log.RetryAsync("org-2", Execution(0), StoreRoom.Cancel));
        Assert.True(await log.RetryAsync("org-1", Execution(0), StoreRoom.Cancel));

        Assert.Equal(ActionExecutionState.Pending, (await ExecutionAsync(room)).State);
        var again = Assert.Single(await outbox.ClaimDueAsync(9, Lease, [], StoreRoom.Cancel));
        Assert.Equal((Execution(0), 2), (again.ExecutionId, again.Attempt));
        Assert.Equal(first.Body, again.Body);
        await outbox.RecordAsync(again, new DeliveryAttempt(true, 204, null), null, StoreRoom.Cancel);
        Assert.False(await log.RetryAsync("org-1", Execution(0), StoreRoom.Cancel));
    }

    [Fact]
    public async Task The_log_of_an_action_has_its_own_executions_only()
    {
        await using var room = await StoreRoom.OpenAsync();
        await FillAsync(room, Examples.Webhook("a"), Examples.Webhook("b"));
        var log = room.Get<IDeliveryLog>();

        var delivery = Assert.Single(await log.ListAsync("org-1", "action of b", 9, StoreRoom.Cancel));

        Assert.Equal((Execution(1), ActionExecutionState.Pending, StoreRoom.Start), (delivery.Execution.Id, delivery.Execution.State, delivery.DecidedAt));
        Assert.Empty(await log.ListAsync("org-2", "action of b", 9, StoreRoom.Cancel));
        Assert.Empty(await log.ListAsync("org-1", "another", 9, StoreRoom.Cancel));
    }

    [Fact]
    public async Task A_killed_senders_delivery_is_taken_over_and_its_own_word_counts_no_more()
    {
        await using var room = await StoreRoom.OpenAsync();
        var killed = Assert.Single(await (await FillAsync(room, Examples.Webhook("x"))).ClaimDueAsync(9, Lease, [], StoreRoom.Cancel));
        await using var restarted = await room.ReopenAsync();
        var outbox = restarted.Get<IActionOutbox>();
        Assert.Equal(StoreRoom.Start + Lease, await outbox.NextDueAsync(StoreRoom.Cancel));
        room.Time.Advance(Lease);

        var again = Assert.Single(await outbox.ClaimDueAsync(9, Lease, [], StoreRoom.Cancel));
        await outbox.RecordAsync(killed, new DeliveryAttempt(false, 500, "late"), null, StoreRoom.Cancel);
        await outbox.RenewAsync([killed], TimeSpan.FromDays(1), StoreRoom.Cancel);

        Assert.Equal(ActionExecutionState.Pending, (await ExecutionAsync(room)).State);
        await outbox.RenewAsync([again], TimeSpan.FromMinutes(5), StoreRoom.Cancel);
        Assert.Equal(StoreRoom.Start + Lease + TimeSpan.FromMinutes(5), await outbox.NextDueAsync(StoreRoom.Cancel));
    }

    [Fact]
    public async Task Busy_receivers_are_passed_over()
    {
        await using var room = await StoreRoom.OpenAsync();
        var outbox = await FillAsync(
            room, Examples.Webhook("a", "https://Slow.example/1"), Examples.Webhook("b", "https://slow.example:8443/2"), Examples.Webhook("c", "https://quick.example/3"));

        var claimed = await outbox.ClaimDueAsync(9, Lease, ["slow.example", "slow.example:8443"], StoreRoom.Cancel);

        Assert.Equal([Execution(2)], claimed.Select(delivery => delivery.ExecutionId));
        Assert.Equal([Execution(0), Execution(1)], (await outbox.ClaimDueAsync(9, Lease, [], StoreRoom.Cancel)).Select(delivery => delivery.ExecutionId));
    }

    [Fact]
    public async Task Waiting_ends_when_a_decision_brings_a_webhook()
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.Get<IActionOutbox>().WaitForWorkAsync(StoreRoom.Cancel);
        var waiting = room.Get<IActionOutbox>().WaitForWorkAsync(StoreRoom.Cancel);
        Assert.False(waiting.IsCompleted);

        await FillAsync(room, Examples.Webhook("x"));

        await waiting.WaitAsync(TimeSpan.FromMinutes(1), StoreRoom.Cancel);
    }

    private static async Task<IActionOutbox> FillAsync(StoreRoom room, params OutboxMessage[] webhooks)
    {
        await room.AddOrgAsync();
        var item = await room.AppendHeldAsync(Examples.Submission("org-1"));
        var decision = Examples.Decision(item.Submission, [.. webhooks.Select(webhook => Examples.Triggered(webhook.ExecutionId))]);
        Assert.Equal(CommitOutcome.Committed, await room.Get<IDecisionLog>().CommitAsync(Examples.Commit(item, decision, webhooks), StoreRoom.Cancel));
        return room.Get<IActionOutbox>();
    }

    private static string Execution(int place) => ExecutionId.Of(Examples.Id("submission-1"), place);

    private static async Task<ActionExecution> ExecutionAsync(StoreRoom room) =>
        Assert.Single(await room.Get<IDecisionStore>().ListExecutionsAsync("org-1", Examples.Id("submission-1"), StoreRoom.Cancel));
}
