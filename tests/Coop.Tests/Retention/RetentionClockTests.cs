using Coop.Engine.Deciding;
using Coop.Engine.Flow;
using Coop.Storage.Retention;
using Coop.Tests.Storage;

namespace Coop.Tests.Retention;

/// <summary>Somebody sets the clock of the machine a year ahead, or it boots with a wrong one.</summary>
public sealed class RetentionClockTests
{
    private static readonly TimeSpan Year = TimeSpan.FromDays(400);

    [Fact]
    public async Task A_clock_that_jumps_ahead_takes_nothing_away()
    {
        await using var room = await StoreRoom.OpenAsync();
        var id = await FillAsync(room);
        await SweepAsync(room);

        room.Time.Step(Year);
        await SweepAsync(room);
        room.Time.Advance(TimeSpan.FromHours(20));
        await SweepAsync(room);
        room.Time.Step(-Year);
        await SweepAsync(room);

        Assert.NotNull(await room.Get<IDecisionStore>().FindAsync("org-1", id, StoreRoom.Cancel));
    }

    [Fact]
    public async Task A_start_under_a_clock_that_is_ahead_takes_nothing_away()
    {
        await using var room = await StoreRoom.OpenAsync();
        var id = await FillAsync(room);

        room.Time.Step(Year);
        await using var restarted = await room.ReopenAsync();
        await SweepAsync(restarted);

        Assert.NotNull(await room.Get<IDecisionStore>().FindAsync("org-1", id, StoreRoom.Cancel));
    }

    [Fact]
    public async Task A_clock_that_goes_steadily_for_a_day_is_believed()
    {
        await using var room = await StoreRoom.OpenAsync();
        var id = await FillAsync(room);
        room.Time.Step(Year);
        await using var restarted = await room.ReopenAsync();
        await SweepAsync(restarted);

        room.Time.Advance(TimeSpan.FromDays(1));
        await SweepAsync(restarted);

        Assert.Null(await room.Get<IDecisionStore>().FindAsync("org-1", id, StoreRoom.Cancel));
    }

    [Fact]
    public async Task Starts_under_a_clock_that_is_ahead_take_nothing_away_whatever_arrived_under_it()
    {
        await using var room = await StoreRoom.OpenAsync();
        var id = await FillAsync(room);
        await SweepAsync(room);
        room.Time.Step(Year);

        for (var start = 0; start < 500; start++)
        {
            await using var started = await room.ReopenAsync();
            await started.AppendHeldAsync(Examples.Submission("org-1", $"wrong {start}") with { SubmittedAt = started.Time.GetUtcNow() });
            await SweepAsync(started);
            started.Time.Advance(TimeSpan.FromMinutes(1));
            await SweepAsync(started);
        }

        Assert.NotNull(await room.Get<IDecisionStore>().FindAsync("org-1", id, StoreRoom.Cancel));
    }

    [Fact]
    public async Task A_server_that_runs_by_day_alone_knows_the_time()
    {
        await using var room = await StoreRoom.OpenAsync();
        var id = await FillAsync(room);

        for (var day = 0; day < 400; day++)
        {
            await using var started = await room.ReopenAsync();
            await SweepAsync(started);
            started.Time.Advance(TimeSpan.FromHours(8));
            await SweepAsync(started);
            started.Time.Step(TimeSpan.FromHours(16));
        }

        Assert.Null(await room.Get<IDecisionStore>().FindAsync("org-1", id, StoreRoom.Cancel));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(400)]
    public async Task What_a_rule_did_today_is_not_forgotten_by_a_clock_that_was_ahead(int days)
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync();
        var log = room.Get<IDecisionLog>();
        var (first, second) = (await room.AppendHeldAsync(Examples.Submission("org-1", "first")), await room.AppendHeldAsync(Examples.Submission("org-1", "second")));
        Assert.Equal(CommitResult.Committed, (await log.CommitAsync(Examples.Commit(first) with { Quotas = [new QuotaClaim("rule", 1)] }, StoreRoom.Cancel)).Result);
        await SweepAsync(room);

        room.Time.Step(TimeSpan.FromDays(days));
        await SweepAsync(room);
        room.Time.Step(TimeSpan.FromDays(-days));

        Assert.Equal(CommitResult.QuotaSpent, (await log.CommitAsync(Examples.Commit(second) with { Quotas = [new QuotaClaim("rule", 1)] }, StoreRoom.Cancel)).Result);
    }

    /// <returns>The decision that could go: the newest always stays.</returns>
    private static async Task<string> FillAsync(StoreRoom room)
    {
        await room.AddOrgAsync();
        foreach (var name in new[] { "first", "last" })
        {
            var item = await room.AppendHeldAsync(Examples.Submission("org-1", name));
            await room.Get<IDecisionLog>().CommitAsync(Examples.Commit(item), StoreRoom.Cancel);
            await room.Get<IItemStream>().AcknowledgeAsync([item], StoreRoom.Cancel);
        }

        return Examples.Id("first");
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
}
