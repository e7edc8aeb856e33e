using Coop.Engine.Actions;
using Coop.Engine.Outbox;
using Coop.Tests.Storage;
using static Coop.Tests.Outbox.OutboxRoom;

namespace Coop.Tests.Outbox;

public sealed class OutboxStoreTests
{
    [Fact]
    public async Task A_webhook_is_claimed_with_its_exact_bytes_once()
    {
        await using var room = await StoreRoom.OpenAsync();
        var outbox = await room.FillAsync(Examples.Webhook("x"));

        var delivery = await outbox.ClaimOneAsync();

        Assert.Equal((Execution(0), "org-1", "action of x", "https://platform.example/hook"), (delivery.Message.ExecutionId, delivery.OrgId, delivery.Message.ActionId, delivery.Message.Address.Url));
        Assert.Equal([1, 0, 255, 13, 10], delivery.Message.Body);
        Assert.Equal(new Dictionary<string, string> { ["x-token"] = "t" }, delivery.Message.Address.Headers);
        Assert.Empty(await outbox.ClaimAllAsync());
    }

    [Fact]
    public async Task A_failed_try_is_due_again_when_it_was_told_and_a_delivered_one_never()
    {
        await using var room = await StoreRoom.OpenAsync();
        var outbox = await room.FillAsync(Examples.Webhook("x"));
        var wait = TimeSpan.FromSeconds(8);

        await outbox.TryAsync(await outbox.ClaimOneAsync(), 503, wait);

        Assert.Equal(wait, Assert.Single(await outbox.WaitingAsync(StoreRoom.Cancel)).DueIn);
        Assert.Empty(await outbox.ClaimAllAsync());
        var pending = await room.ExecutionAsync();
        Assert.Equal((ActionExecutionState.Pending, 1, 503, "HTTP 503", StoreRoom.Start + wait), (pending.State, pending.Attempts, pending.LastStatus, pending.LastError, pending.NextAttemptAt));

        room.Time.Advance(wait);
        var second = await outbox.ClaimOneAsync();
        Assert.Equal(wait, second.Waited);
        await outbox.TryAsync(second, 200, null);

        Assert.Empty(await outbox.WaitingAsync(StoreRoom.Cancel));
        var delivered = await room.ExecutionAsync();
        Assert.Equal((ActionExecutionState.Delivered, 2, 200, StoreRoom.Start + wait), (delivered.State, delivered.Attempts, delivered.LastStatus, delivered.DeliveredAt));
        Assert.Null(delivered.LastError);
        Assert.Null(delivered.NextAttemptAt);
    }

    [Fact]
    public async Task Giving_up_is_remembered_with_its_reason_and_the_bytes_stay()
    {
        await using var room = await StoreRoom.OpenAsync();
        var outbox = await room.FillAsync(Examples.Webhook("x"));

        await outbox.TryAsync(await outbox.ClaimOneAsync(), 410, null);

        room.Time.Advance(TimeSpan.FromDays(400));
        Assert.Empty(await outbox.WaitingAsync(StoreRoom.Cancel));
        var execution = await room.ExecutionAsync();
        Assert.Equal((ActionExecutionState.Failed, "HTTP 410"), (execution.State, execution.LastError));
    }

    [Fact(DisplayName = "W9: twelve in line, six restarts, one 503: none is given up and none has more than its one try")]
    public async Task Being_claimed_counts_nothing()
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.FillAsync([.. Enumerable.Range(0, 12).Select(i => Examples.Webhook($"w{i:00}"))]);
        for (var restart = 0; restart < 6; restart++)
        {
            await using var killed = await room.ReopenAsync();
            Assert.Equal(12, (await killed.Get<IOutbox>().ClaimAllAsync()).Count);
            room.Time.Advance(Lease);
        }

        await using var last = await room.ReopenAsync();
        var outbox = last.Get<IOutbox>();
        foreach (var delivery in await outbox.ClaimAllAsync())
        {
            Assert.Equal(TimeSpan.Zero, delivery.Waited);
            await outbox.TryAsync(delivery, 503, new DeliverySchedule().WaitAfter(Answered(503), delivery.Waited, 0.5));
        }

        for (var i = 0; i < 12; i++)
        {
            var execution = await room.ExecutionAsync(i);
            Assert.Equal((ActionExecutionState.Pending, 1), (execution.State, execution.Attempts));
        }
    }

    [Fact]
    public async Task A_try_is_counted_when_it_begins_once_and_a_killed_one_takes_no_later_one_away()
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.FillAsync(Examples.Webhook("x"));
        for (var kill = 1; kill <= 40; kill++)
        {
            await using var killed = await room.ReopenAsync();
            Assert.True(await killed.Get<IOutbox>().BeginAsync(await killed.Get<IOutbox>().ClaimOneAsync(), StoreRoom.Cancel));
            Assert.Equal(kill, (await room.ExecutionAsync()).Attempts);
            room.Time.Advance(Lease);
        }

        var outbox = room.Get<IOutbox>();
        var delivery = await outbox.ClaimOneAsync();

        Assert.Equal(TimeSpan.Zero, delivery.Waited);
        await outbox.TryAsync(delivery, 200, null);
        Assert.Equal((ActionExecutionState.Delivered, 41), ((await room.ExecutionAsync()).State, (await room.ExecutionAsync()).Attempts));
    }

    [Fact]
    public async Task Of_one_that_was_overtaken_a_failure_counts_no_more_and_a_success_does()
    {
        await using var room = await StoreRoom.OpenAsync();
        var outbox = await room.FillAsync(Examples.Webhook("x"));
        var slow = await outbox.ClaimOneAsync();
        await using var other = await room.ReopenAsync();
        Assert.Empty(await other.Get<IOutbox>().ClaimAllAsync());
        room.Time.Advance(Lease);
        var again = await other.Get<IOutbox>().ClaimOneAsync();

        Assert.False(await outbox.BeginAsync(slow, StoreRoom.Cancel));
        await outbox.RecordAsync(slow, Answered(500), null, StoreRoom.Cancel);
        await outbox.ExtendAsync([slow], TimeSpan.FromDays(1), StoreRoom.Cancel);
        Assert.Equal((ActionExecutionState.Pending, 0), ((await room.ExecutionAsync()).State, (await room.ExecutionAsync()).Attempts));

        await outbox.RecordAsync(slow, Answered(200), null, StoreRoom.Cancel);
        await other.Get<IOutbox>().RecordAsync(again, Answered(500), TimeSpan.FromSeconds(1), StoreRoom.Cancel);
        Assert.Equal(ActionExecutionState.Delivered, (await room.ExecutionAsync()).State);
        Assert.Empty(await outbox.WaitingAsync(StoreRoom.Cancel));
    }

    [Fact]
    public async Task A_lease_that_is_prolonged_holds_in_other_processes_and_this_one_holds_without()
    {
        await using var room = await StoreRoom.OpenAsync();
        var outbox = await room.FillAsync(Examples.Webhook("x"));
        var held = await outbox.ClaimOneAsync();
        await using var other = await room.ReopenAsync();
        room.Time.Advance(Lease - TimeSpan.FromSeconds(1));

        await outbox.ExtendAsync([held], Lease, StoreRoom.Cancel);

        room.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Empty(await other.Get<IOutbox>().ClaimAllAsync());
        room.Time.Advance(TimeSpan.FromDays(2));
        Assert.Empty(await outbox.ClaimAllAsync());
        Assert.True(await outbox.BeginAsync(held, StoreRoom.Cancel));
    }

    [Fact]
    public async Task What_is_given_back_is_due_at_once_and_counts_nothing()
    {
        await using var room = await StoreRoom.OpenAsync();
        var outbox = await room.FillAsync(Examples.Webhook("x"));
        var held = await outbox.ClaimOneAsync();

        await outbox.ReleaseAsync(held, StoreRoom.Cancel);

        await using var other = await room.ReopenAsync();
        Assert.Equal(Execution(0), (await other.Get<IOutbox>().ClaimOneAsync()).Message.ExecutionId);
        Assert.Equal(0, (await room.ExecutionAsync()).Attempts);
    }

    [Fact]
    public async Task A_receiver_is_asked_for_its_own_webhooks_only_and_an_organisation_for_its_own()
    {
        await using var room = await StoreRoom.OpenAsync();
        var outbox = await room.FillAsync(
            Examples.Webhook("a", "https://Slow.example/1"), Examples.Webhook("b", "https://slow.example:8443/2"), Examples.Webhook("c", "https://quick.example/3"),
            Examples.Webhook("d", "https://slow.example/1?of=another"));
        var waiting = await outbox.WaitingAsync(StoreRoom.Cancel);
        Assert.Equal(["https://quick.example/3", "https://slow.example/1", "https://slow.example:8443/2"], waiting.Select(receiver => receiver.Place).Order());
        Assert.All(waiting, receiver => Assert.Equal(("org-1", TimeSpan.Zero, false), (receiver.OrgId, receiver.DueIn, receiver.IsDown)));

        var slow = waiting.Single(receiver => receiver.Place == "https://slow.example/1").Key;
        var claimed = await outbox.ClaimAsync([new ReceiverShare(slow, 1)], Lease, StoreRoom.Cancel);
        var rest = await outbox.ClaimAsync([new ReceiverShare(slow, 9)], Lease, StoreRoom.Cancel);

        Assert.Equal([Execution(0)], claimed.Select(delivery => delivery.Message.ExecutionId));
        Assert.Equal([Execution(3)], rest.Select(delivery => delivery.Message.ExecutionId));
    }

    [Fact]
    public async Task Waiting_ends_when_a_decision_brings_a_webhook()
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.Get<IOutbox>().WaitForWorkAsync(StoreRoom.Cancel);
        var waiting = room.Get<IOutbox>().WaitForWorkAsync(StoreRoom.Cancel);
        Assert.False(waiting.IsCompleted);

        await room.FillAsync(Examples.Webhook("x"));

        await waiting.WaitAsync(TimeSpan.FromMinutes(1), StoreRoom.Cancel);
    }

    [Fact]
    public async Task A_receiver_goes_down_once_and_is_back_once_however_many_webhooks_fail()
    {
        await using var room = await StoreRoom.OpenAsync();
        var outbox = await room.FillAsync([.. Enumerable.Range(0, 9).Select(i => Examples.Webhook($"w{i}"))]);
        var deliveries = await outbox.ClaimAllAsync();
        List<ReceiverChange?> changes = [];
        foreach (var delivery in deliveries.Take(7))
        {
            changes.Add(await outbox.TryAsync(delivery, 503, TimeSpan.FromSeconds(10)));
        }

        var down = Assert.Single(changes.OfType<ReceiverChange>());
        Assert.Same(changes[2], down);
        Assert.Equal(("org-1", "https://platform.example/hook", true, 3, StoreRoom.Start, 9), (down.OrgId, down.Place, down.Now.IsDown, down.Now.Failures, down.Now.FailingSince, down.Waiting));
        Assert.True(Assert.Single(await outbox.WaitingAsync(StoreRoom.Cancel)).IsDown);

        await using var other = await room.ReopenAsync();
        Assert.True(Assert.Single(await other.Get<IOutbox>().WaitingAsync(StoreRoom.Cancel)).IsDown);
        var back = await outbox.TryAsync(deliveries[7], 200, null);
        Assert.Equal((true, false, 7, 8), (back!.Before.IsDown, back.Now.IsDown, back.Before.Failures, back.Waiting));
        Assert.Null(await outbox.TryAsync(deliveries[8], 200, null));
        Assert.False(Assert.Single(await outbox.WaitingAsync(StoreRoom.Cancel)).IsDown);
    }

    [Fact]
    public async Task What_was_not_sent_says_nothing_of_its_receiver()
    {
        await using var room = await StoreRoom.OpenAsync();
        var outbox = await room.FillAsync([.. Enumerable.Range(0, 5).Select(i => Examples.Webhook($"w{i}"))]);
        foreach (var delivery in await outbox.ClaimAllAsync())
        {
            Assert.True(await outbox.BeginAsync(delivery, StoreRoom.Cancel));
            var kept = new DeliveryAttempt(DeliveryVerdict.Refused, null, "Not sent. Its key is missing.", WasSent: false);
            Assert.Null(await outbox.RecordAsync(delivery, kept, TimeSpan.FromMinutes(15), StoreRoom.Cancel));
        }

        Assert.False(Assert.Single(await outbox.WaitingAsync(StoreRoom.Cancel)).IsDown);
        var execution = await room.ExecutionAsync();
        Assert.Equal((ActionExecutionState.Pending, 1, "Not sent. Its key is missing."), (execution.State, execution.Attempts, execution.LastError));
    }
}
