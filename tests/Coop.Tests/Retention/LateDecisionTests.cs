using Coop.Engine.Flow;
using Coop.Storage.Retention;
using Coop.Tests.Storage;

namespace Coop.Tests.Retention;

/// <summary>What was decided long after it arrived, because everything waited for something, is not old yet; what arrived after it and was decided at once is.</summary>
public sealed class LateDecisionTests
{
    [Fact]
    public async Task Late_decisions_hide_nothing_that_is_old_behind_them_however_many_they_are()
    {
        await using var room = await StoreRoom.OpenAsync(new RetentionOptions { Decisions = TimeSpan.FromDays(30) });
        await room.AddOrgAsync();
        await room.SweepAsync();
        var waiting = await AppendAsync(room, Sweeps.Names("late", 450));
        await room.DecideAsync("org-1", Sweeps.Names("hidden", 3));
        room.Time.Advance(TimeSpan.FromDays(20));
        await DecideAsync(room, waiting);
        await room.DecideAsync("org-1", Sweeps.Names("young", 300));
        room.Time.Advance(TimeSpan.FromDays(11));

        var steps = await room.SweepAsync();

        Assert.Equal(750, await room.CountAsync("decisions"));
        Assert.False(await room.HasAsync("org-1", "hidden 0"));
        Assert.True(await room.HasAsync("org-1", "late 0"));
        // Each reads a stretch at most.
        Assert.InRange(steps, 3, 6);
    }

    [Fact]
    public async Task Late_reviews_hide_none_that_nobody_looked_at_for_too_long()
    {
        await using var room = await StoreRoom.OpenAsync(new RetentionOptions { Decisions = TimeSpan.FromDays(1), OpenReviews = TimeSpan.FromDays(29) });
        await room.AddOrgAsync();
        await room.SweepAsync();
        var waiting = await AppendAsync(room, Sweeps.Names("late", 230));
        await room.AskAsync("org-1", Sweeps.Names("hidden", 3));
        room.Time.Advance(TimeSpan.FromDays(20));
        await DecideAsync(room, waiting, [Sweeps.Job]);
        await room.DecideAsync("org-1", "young");
        room.Time.Advance(TimeSpan.FromDays(11));

        await room.SweepAsync();

        Assert.Equal((230, 3), room.Get<IKeptForReview>().Of("org-1") is var counts ? (counts.Kept, counts.GivenUp) : default);
        Assert.False(await room.HasAsync("org-1", "hidden 2"));
    }

    private static Task<IReadOnlyList<StreamItem>> AppendAsync(StoreRoom room, string[] names) => room.Get<IItemStream>().AppendAsync(
        [.. names.Select(name => Examples.Submission("org-1", name) with { SubmittedAt = room.Time.GetUtcNow() })], TimeSpan.FromMinutes(1), StoreRoom.Cancel);

    private static async Task DecideAsync(StoreRoom room, IReadOnlyList<StreamItem> items, params Coop.Engine.Review.ReviewJob[] reviews)
    {
        var now = room.Time.GetUtcNow();
        await Task.WhenAll(items.Select(item => room.Get<IDecisionLog>().CommitAsync(
            Examples.Commit(item, Examples.Decision(item.Submission) with { DecidedAt = now }, []) with { Reviews = reviews }, StoreRoom.Cancel)));
        await room.Get<IItemStream>().AcknowledgeAsync(items, StoreRoom.Cancel);
    }
}
