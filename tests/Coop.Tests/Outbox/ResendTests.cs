using Coop.Engine.Actions;
using Coop.Engine.Editing;
using Coop.Engine.Flow;
using Coop.Engine.Outbox;
using Coop.Engine.Problems;
using Coop.Storage.Outbox;
using Coop.Storage.Retention;
using Coop.Storage.Writing;
using Coop.Tests.Storage;
using Coop.Tests.Writing;
using Microsoft.EntityFrameworkCore;
using static Coop.Tests.Outbox.OutboxRoom;

namespace Coop.Tests.Outbox;

public sealed class ResendTests
{
    [Fact]
    public async Task What_was_given_up_is_sent_again_with_the_same_bytes_and_key_and_its_waits_begin_anew()
    {
        await using var room = await StoreRoom.OpenAsync();
        var outbox = await room.FillAsync(Examples.Webhook("x"));
        await HookAsync(room);
        var first = await outbox.ClaimOneAsync();
        await outbox.TryAsync(first, 503, TimeSpan.FromHours(4));
        room.Time.Advance(TimeSpan.FromHours(4));
        await outbox.TryAsync(await outbox.ClaimOneAsync(), 500, null);
        room.Time.Advance(TimeSpan.FromDays(400));

        Assert.Equal(ActionExecutionState.Pending, (await Feature(room).ResendAsync("org-1", Execution(0), StoreRoom.Cancel)).Value.Execution.State);

        var again = await outbox.ClaimOneAsync();
        Assert.Equal((Execution(0), TimeSpan.Zero, first.Message.Address.Url), (again.Message.ExecutionId, again.Waited, again.Message.Address.Url));
        Assert.Equal(first.Message.Body, again.Message.Body);
        await outbox.TryAsync(again, 204, null);
        Assert.Equal((ActionExecutionState.Delivered, 3), ((await room.ExecutionAsync()).State, (await room.ExecutionAsync()).Attempts));
    }

    [Fact]
    public async Task It_goes_where_the_action_points_today()
    {
        await using var room = await StoreRoom.OpenAsync();
        var outbox = await room.FillAsync(Examples.Webhook("x"));
        await outbox.TryAsync(await outbox.ClaimOneAsync(), 401, TimeSpan.FromHours(1));
        var moved = Examples.Action("org-1", "action of x") with { CallbackUrl = "https://moved.example/new", CallbackHeaders = new Dictionary<string, string> { ["x-token"] = "fresh" } };
        await room.Get<ISettingStore<ModerationAction>>().PutAsync(moved);

        Assert.Empty((await Feature(room).ResendAsync("org-1", Execution(0), StoreRoom.Cancel)).Problems);

        Assert.Equal("https://moved.example/new", Assert.Single(await outbox.WaitingAsync(StoreRoom.Cancel)).Place);
        var again = await outbox.ClaimOneAsync();
        Assert.Equal(("https://moved.example/new", "fresh"), (again.Message.Address.Url, again.Message.Address.Headers["x-token"]));
    }

    [Fact]
    public async Task Pressed_twice_it_is_sent_once()
    {
        await using var room = await StoreRoom.OpenAsync();
        var outbox = await room.FillAsync(Examples.Webhook("x"));
        await HookAsync(room);
        await outbox.TryAsync(await outbox.ClaimOneAsync(), 500, null);

        var pressed = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Feature(room).ResendAsync("org-1", Execution(0), StoreRoom.Cancel)));

        Assert.All(pressed, result => Assert.Empty(result.Problems));
        var underWay = await outbox.ClaimOneAsync();
        Assert.Empty((await Feature(room).ResendAsync("org-1", Execution(0), StoreRoom.Cancel)).Problems);
        await using var other = await room.ReopenAsync();
        Assert.Empty((await Feature(other).ResendAsync("org-1", Execution(0), StoreRoom.Cancel)).Problems);
        Assert.Empty(await outbox.ClaimAllAsync());
        Assert.Empty(await other.Get<IOutbox>().ClaimAllAsync());
        await outbox.TryAsync(underWay, 200, null);
        Assert.Equal(2, (await room.ExecutionAsync()).Attempts);
    }

    [Fact]
    public async Task What_arrived_what_is_not_there_and_what_is_another_organisations_is_not_sent()
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync("org-2");
        var outbox = await room.FillAsync(Examples.Webhook("x"));
        var feature = Feature(room);
        Assert.Equal(ProblemKind.NotFound, Kind(await feature.ResendAsync("org-2", Execution(0), StoreRoom.Cancel)));
        Assert.Equal(ProblemKind.NotFound, Kind(await feature.ResendAsync("org-1", Execution(7), StoreRoom.Cancel)));
        Assert.Equal(ProblemKind.NotFound, Kind(await feature.ResendAsync("org-1", "nonsense", StoreRoom.Cancel)));

        await outbox.TryAsync(await outbox.ClaimOneAsync(), 200, null);

        Assert.Equal("delivery.delivered", Assert.Single((await feature.ResendAsync("org-1", Execution(0), StoreRoom.Cancel)).Problems).Code);
    }

    [Fact]
    public async Task An_action_that_could_not_even_be_sent_has_nothing_to_send_again()
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync();
        await HookAsync(room);
        var item = await room.AppendHeldAsync(Examples.Submission("org-1"));
        var commit = Examples.Commit(item, Examples.Triggered("x"));
        var failed = commit with { Executions = [.. commit.Executions.Select(execution => execution with { State = ActionExecutionState.Failed, Error = "The action is gone." })] };
        await room.Get<IDecisionLog>().CommitAsync(failed, StoreRoom.Cancel);

        var refused = Assert.Single((await Feature(room).ResendAsync("org-1", Execution(0), StoreRoom.Cancel)).Problems);

        Assert.Equal("delivery.nothing-to-send", refused.Code);
    }

    [Fact]
    public async Task Where_the_database_fails_half_way_whoever_asked_is_told_what_was_sent_again_and_asks_anew_for_the_rest()
    {
        await using var room = await StoreRoom.OpenAsync();
        var outbox = await room.FillAsync(Examples.Webhook("x"));
        for (var i = 1; i < 150; i++)
        {
            await room.AddAsync($"submission {i}", Examples.Webhook("x"));
        }

        foreach (var delivery in await outbox.ClaimAsync([new ReceiverShare((await outbox.WaitingAsync(StoreRoom.Cancel))[0].Key, 999)], Lease, StoreRoom.Cancel))
        {
            await outbox.TryAsync(delivery, 500, null);
        }

        var deliveries = room.Get<IDeliveryLog>();
        var disk = await FailingLog.OfAsync(room.Get<WriteLane>());
        disk.AtSync(() => disk.FailForGood());

        Assert.Equal(100, await deliveries.ResendFailedAsync("org-1", "action of x", null, 1000, StoreRoom.Cancel));
        disk = await FailingLog.OfAsync(room.Get<WriteLane>());
        disk.FailForGood();
        await Assert.ThrowsAsync<StorageUnavailableException>(() => deliveries.ResendFailedAsync("org-1", "action of x", null, 1000, StoreRoom.Cancel));
        Assert.Equal(50, await deliveries.ResendFailedAsync("org-1", "action of x", null, 1000, StoreRoom.Cancel));
    }

    [Fact]
    public async Task What_was_given_up_long_ago_lost_its_bytes_and_keeps_what_became_of_it_beside_what_is_under_way()
    {
        await using var room = await StoreRoom.OpenAsync(new RetentionOptions { Deliveries = TimeSpan.FromDays(90) });
        var outbox = await room.FillAsync(Examples.Webhook("x"), Examples.Webhook("y"));
        await HookAsync(room);
        foreach (var (index, delivery) in (await outbox.ClaimAllAsync()).Index())
        {
            await outbox.TryAsync(delivery, 503, index == 0 ? null : TimeSpan.FromDays(1));
        }

        room.Time.Advance(TimeSpan.FromDays(89));
        await SweepAsync(room);
        Assert.Empty((await Feature(room).ResendAsync("org-1", Execution(0), StoreRoom.Cancel)).Problems);
        foreach (var delivery in await outbox.ClaimAllAsync())
        {
            await outbox.TryAsync(delivery, 503, delivery.Message.ExecutionId == Execution(0) ? null : TimeSpan.FromDays(1));
        }

        room.Time.Advance(TimeSpan.FromDays(2));
        await SweepAsync(room);

        Assert.Equal("delivery.nothing-to-send", Assert.Single((await Feature(room).ResendAsync("org-1", Execution(0), StoreRoom.Cancel)).Problems).Code);
        Assert.Equal((ActionExecutionState.Failed, 2), ((await room.ExecutionAsync()).State, (await room.ExecutionAsync()).Attempts));
        Assert.Equal(Execution(1), (await outbox.ClaimOneAsync()).Message.ExecutionId);
    }

    [Fact]
    public async Task What_was_given_up_long_ago_loses_its_bytes_behind_any_number_of_those_that_still_wait()
    {
        await using var room = await StoreRoom.OpenAsync(new RetentionOptions { Deliveries = TimeSpan.FromHours(12) });
        await room.AddOrgAsync();
        await HookAsync(room);
        for (var i = 0; i < 101; i++)
        {
            await room.AddAsync($"submission-{i}", Examples.Webhook("x"), Examples.Webhook("y"));
        }

        await room.AddAsync("submission-last", Examples.Webhook("z"));
        var outbox = room.Get<IOutbox>();
        var claimed = 0;
        while (await outbox.ClaimAllAsync() is { Count: > 0 } some)
        {
            foreach (var delivery in some)
            {
                claimed++;
                await outbox.TryAsync(delivery, 503, delivery.Message.ActionId == "action of z" ? null : TimeSpan.FromDays(100));
            }
        }

        Assert.Equal(203, claimed);
        room.Time.Advance(TimeSpan.FromDays(2));
        await SweepAsync(room);

        await using var db = room.Db();
        Assert.Equal(202, await db.Set<OutboxRow>().CountAsync(StoreRoom.Cancel));
    }

    [Fact]
    public async Task All_that_an_action_gave_up_are_sent_again_and_nothing_else()
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync();
        await HookAsync(room);
        for (var i = 0; i < 5; i++)
        {
            await room.AddAsync($"submission-{i}", Examples.Webhook("x"), Examples.Webhook("y"));
        }

        var outbox = room.Get<IOutbox>();
        foreach (var (index, delivery) in (await outbox.ClaimAllAsync()).Index())
        {
            await outbox.TryAsync(delivery, 500, index < 6 ? null : TimeSpan.FromHours(1));
        }

        var sent = (await Feature(room).ResendFailedAsync("org-1", "action of x", StoreRoom.Cancel)).Value;

        Assert.Equal(new ResentDeliveries(3, false), sent);
        Assert.Equal(["action of x"], (await outbox.ClaimAllAsync()).Select(delivery => delivery.Message.ActionId).Distinct());
        Assert.Equal(0, (await Feature(room).ResendFailedAsync("org-1", "action of x", StoreRoom.Cancel)).Value.Count);
        Assert.Equal(ProblemKind.NotFound, Kind(await Feature(room).ResendFailedAsync("org-2", "action of x", StoreRoom.Cancel)));
    }

    [Fact]
    public async Task The_log_of_an_action_has_its_own_and_can_be_asked_for_the_failed_ones()
    {
        await using var room = await StoreRoom.OpenAsync();
        var outbox = await room.FillAsync(Examples.Webhook("a"), Examples.Webhook("b"));
        var log = room.Get<IDeliveryLog>();
        await outbox.TryAsync((await outbox.ClaimAllAsync())[1], 410, null);

        var delivery = Assert.Single(await log.ListAsync("org-1", "action of b", null, 9, StoreRoom.Cancel));

        Assert.Equal((Execution(1), ActionExecutionState.Failed, StoreRoom.Start), (delivery.Execution.Id, delivery.Execution.State, delivery.DecidedAt));
        Assert.Single(await log.ListAsync("org-1", "action of b", ActionExecutionState.Failed, 9, StoreRoom.Cancel));
        Assert.Empty(await log.ListAsync("org-1", "action of b", ActionExecutionState.Pending, 9, StoreRoom.Cancel));
        Assert.Empty(await log.ListAsync("org-1", "action of a", ActionExecutionState.Failed, 9, StoreRoom.Cancel));
        Assert.Empty(await log.ListAsync("org-2", "action of b", null, 9, StoreRoom.Cancel));
        Assert.Empty(await log.ListAsync("org-1", "another", null, 9, StoreRoom.Cancel));
        var failing = Assert.Single(await log.ListFailingAsync("org-1", StoreRoom.Cancel));
        Assert.Equal(("https://platform.example/hook", true, 1, 1), (failing.Place, failing.Health.IsGone, failing.Waiting, failing.GivenUp));
        Assert.Empty(await log.ListFailingAsync("org-2", StoreRoom.Cancel));
    }

    private static async Task SweepAsync(StoreRoom room)
    {
        foreach (var retention in room.All<IRetention>())
        {
            while (await retention.SweepAsync(StoreRoom.Cancel))
            {
            }
        }
    }

    /// <summary>The action that the webhooks are of.</summary>
    private static async Task HookAsync(StoreRoom room) =>
        Assert.Empty((await room.Get<ISettingStore<ModerationAction>>().PutAsync(Examples.Action("org-1", "action of x") with { CallbackUrl = "https://platform.example/hook" })).Problems);

    private static DeliveryFeature Feature(StoreRoom room) => new(room.Get<IDeliveryLog>(), room.Get<ISettingStore<ModerationAction>>());

    private static ProblemKind Kind<T>(Result<T> result) => Assert.Single(result.Problems).Kind;
}
