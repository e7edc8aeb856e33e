using Coop.Engine.Flow;
using Coop.Engine.Outbox;
using Coop.Storage.Outbox;
using Coop.Storage.Retention;
using Coop.Storage.Sqlite;
using Coop.Storage.Writing;
using Coop.Tests.Storage;

namespace Coop.Tests.Retention;

/// <summary>Webhooks that were given up: how long, and how many of them, can be sent again.</summary>
public sealed class DeliveryRetentionTests
{
    [Fact]
    public async Task What_was_decided_late_hides_no_older_webhook_behind_it()
    {
        await using var room = await RoomAsync(new RetentionOptions { Deliveries = TimeSpan.FromDays(90) });
        var late = await AppendAsync(room, "org-1", Sweeps.Names("late", 230));
        await GiveUpAsync(room, await AppendAsync(room, "org-1", Sweeps.Names("hidden", 3)));
        room.Time.Advance(TimeSpan.FromDays(60));
        await GiveUpAsync(room, late);
        room.Time.Advance(TimeSpan.FromDays(31));
        await GiveUpAsync(room, await AppendAsync(room, "org-1", "young"));

        await room.SweepAsync();

        Assert.Equal(231, await room.CountAsync("outbox"));
        Assert.Equal(0, await room.CountAsync($"outbox AS o JOIN submissions AS s ON s.sequence = o.key >> 15 JOIN decisions AS d USING (sequence) WHERE d.decided_at = {StoreRoom.Start.UtcTicks}"));
        Assert.Equal(234, await room.CountAsync("executions WHERE state = 2"));
    }

    [Fact]
    public async Task Of_more_than_an_organisation_may_keep_the_oldest_go_and_nothing_that_waits_or_is_its_neighbours()
    {
        await using var room = await RoomAsync(new RetentionOptions { MostDeliveries = 3 });
        await room.AddOrgAsync("org-2");
        await CommitAsync(room, await AppendAsync(room, "org-1", "waits"));
        await GiveUpAsync(room, await AppendAsync(room, "org-1", Sweeps.Names("mine", 450)));
        await GiveUpAsync(room, await AppendAsync(room, "org-2", Sweeps.Names("neighbours", 2)));

        var steps = await room.SweepAsync();

        var kept = room.Get<Reads>().Run(statements =>
        {
            var read = statements[new Sql("SELECT key >> 15 FROM outbox ORDER BY key")];
            List<long> found = [];
            while (read.Step())
            {
                found.Add(read.Long(0));
            }

            return found;
        });
        Assert.Equal([1, 449, 450, 451, 452, 453], kept);
        Assert.InRange(steps, 3, 4);
        Assert.Equal(452, await room.CountAsync("executions WHERE state = 2"));
    }

    [Fact]
    public async Task What_is_sent_again_counts_no_more_and_stays_until_it_is_given_up_again()
    {
        await using var room = await RoomAsync(new RetentionOptions { MostDeliveries = 2 });
        await GiveUpAsync(room, await AppendAsync(room, "org-1", Sweeps.Names("mine", 3)));
        Assert.Equal(1, await room.Get<IDeliveryLog>().ResendFailedAsync("org-1", "action of hook", null, 1, StoreRoom.Cancel));

        await room.SweepAsync();
        Assert.Equal(3, await room.CountAsync("outbox"));

        await GiveUpAsync(room);
        await room.SweepAsync();
        Assert.Equal(2, await room.CountAsync("outbox"));
    }

    [Fact]
    public void A_limit_that_would_take_everything_away_is_refused() =>
        Assert.Contains("MostDeliveries at least 1000", new RetentionOptions { MostDeliveries = 999 }.Mistake(), StringComparison.Ordinal);

    private static async Task<StoreRoom> RoomAsync(RetentionOptions options)
    {
        var room = await StoreRoom.OpenAsync(options);
        await room.AddOrgAsync();
        await room.SweepAsync();
        return room;
    }

    private static Task<IReadOnlyList<StreamItem>> AppendAsync(StoreRoom room, string orgId, params string[] names) => room.Get<IItemStream>().AppendAsync(
        [.. names.Select(name => Examples.Submission(orgId, name) with { SubmittedAt = room.Time.GetUtcNow() })], TimeSpan.FromMinutes(1), StoreRoom.Cancel);

    private static async Task CommitAsync(StoreRoom room, IReadOnlyList<StreamItem> items)
    {
        await Task.WhenAll(items.Select(item =>
        {
            var decision = Examples.Decision(item.Submission, Examples.Triggered("hook")) with { DecidedAt = room.Time.GetUtcNow() };
            return room.Get<IDecisionLog>().CommitAsync(Examples.Commit(item, decision, [Examples.Webhook("hook")]), StoreRoom.Cancel);
        }));
        await room.Get<IItemStream>().AcknowledgeAsync(items, StoreRoom.Cancel);
    }

    /// <summary>Decided now, each with a webhook that is given up at once; without any, all that wait.</summary>
    private static async Task GiveUpAsync(StoreRoom room, IReadOnlyList<StreamItem>? items = null)
    {
        await CommitAsync(room, items ?? []);
        await room.Get<WriteLane>().GroupAsync(
            statements => (items?.Select(item => item.Sequence) ?? [1L, 2L, 3L]).Sum(sequence =>
                statements[new Sql($"UPDATE outbox SET due_at = {OutboxRow.GivenUpText} WHERE key >> 15 = {sequence}")].Run()
                + statements[new Sql($"UPDATE executions SET state = 2, next_attempt_at = NULL WHERE key >> 15 = {sequence}")].Run()),
            StoreRoom.Cancel);
    }
}
