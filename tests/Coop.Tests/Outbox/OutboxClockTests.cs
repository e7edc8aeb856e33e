using Coop.Engine.Outbox;
using Coop.Tests.Storage;
using static Coop.Tests.Outbox.OutboxRoom;

namespace Coop.Tests.Outbox;

/// <summary>Somebody sets the clock of the machine by two days, one way or the other, at every point of a delivery.</summary>
public sealed class OutboxClockTests
{
    private static readonly DeliverySchedule Schedule = new();

    [Theory]
    [InlineData(2)]
    [InlineData(-2)]
    public async Task While_the_server_runs_a_wait_is_as_long_as_it_was_to_be(int days)
    {
        await using var room = await StoreRoom.OpenAsync();
        var outbox = await room.FillAsync(Examples.Webhook("x"));
        await outbox.TryAsync(await outbox.ClaimOneAsync(), 503, TimeSpan.FromSeconds(8));

        room.Time.Step(TimeSpan.FromDays(days));

        Assert.Empty(await outbox.ClaimAllAsync());
        room.Time.Advance(TimeSpan.FromSeconds(8));
        await outbox.ClaimOneAsync();
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-2)]
    public async Task While_the_server_runs_what_is_under_way_stays_so_and_new_webhooks_are_due_at_once(int days)
    {
        await using var room = await StoreRoom.OpenAsync();
        var outbox = await room.FillAsync(Examples.Webhook("x"));
        var held = await outbox.ClaimOneAsync();

        room.Time.Step(TimeSpan.FromDays(days));

        Assert.Empty(await outbox.ClaimAllAsync());
        await room.AddAsync("submission-2", Examples.Webhook("y"));
        Assert.Equal("action of y", (await outbox.ClaimOneAsync()).Message.ActionId);
        await outbox.TryAsync(held, 200, null);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-2)]
    public async Task After_a_restart_under_another_clock_nothing_waits_longer_than_a_lease_or_the_longest_wait(int days)
    {
        await using var room = await StoreRoom.OpenAsync();
        var outbox = await room.FillAsync(Examples.Webhook("held"), Examples.Webhook("waiting", "https://other.example/"));
        var both = await outbox.ClaimAllAsync();
        await outbox.TryAsync(both.Single(delivery => delivery.Message.ActionId == "action of waiting"), 503, TimeSpan.FromHours(1));

        room.Time.Step(TimeSpan.FromDays(days));
        await using var restarted = await room.ReopenAsync();
        var again = restarted.Get<IOutbox>();
        await again.MendDueTimesAsync(Schedule.LongestOfAll, Lease, StoreRoom.Cancel);

        Assert.Contains(await again.ClaimAllAsync(), delivery => delivery.Message.ActionId == "action of waiting");
        room.Time.Advance(Lease);
        Assert.Single(await restarted.Get<IOutbox>().WaitingAsync(StoreRoom.Cancel), receiver => receiver.Place == "https://platform.example/hook" && receiver.DueIn <= TimeSpan.Zero);
    }

    [Fact]
    public async Task Mending_leaves_alone_what_is_right()
    {
        await using var room = await StoreRoom.OpenAsync();
        var outbox = await room.FillAsync(Examples.Webhook("held"), Examples.Webhook("waiting", "https://other.example/"), Examples.Webhook("failed", "https://third.example/"));
        var all = await outbox.ClaimAllAsync();
        await outbox.TryAsync(all[1], 503, Schedule.LongestOfAll);
        await outbox.TryAsync(all[2], 410, null);
        await using var other = await room.ReopenAsync();

        await outbox.MendDueTimesAsync(Schedule.LongestOfAll, Lease, StoreRoom.Cancel);
        await other.Get<IOutbox>().MendDueTimesAsync(Schedule.LongestOfAll, Lease, StoreRoom.Cancel);

        Assert.Equal([Lease, Schedule.LongestOfAll], (await other.Get<IOutbox>().WaitingAsync(StoreRoom.Cancel)).Select(receiver => receiver.DueIn));
    }
}
