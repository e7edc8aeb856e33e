using Coop.Engine.Deciding;
using Coop.Engine.Flow;
using Coop.Storage.Retention;
using Coop.Tests.Storage;

namespace Coop.Tests.Retention;

/// <summary>What stays because a person has still to look at it is set apart: counted once, and not read again by each walk.</summary>
public sealed class KeptForReviewTests
{
    [Fact]
    public async Task What_is_one_too_many_and_becomes_too_old_as_well_is_counted_once()
    {
        // More decisions than can have come since the last count make the next one, so few enough do not.
        await using var room = await RoomAsync(new RetentionOptions { Decisions = TimeSpan.FromDays(30), MostDecisions = 200 });
        await room.AskAsync("org-1", "asked");
        await room.DecideAsync("org-1", Sweeps.Names("flood", 202));
        await room.SweepAsync();
        Assert.Equal(1, room.Get<IKeptForReview>().Of("org-1").Kept);

        room.Time.Advance(TimeSpan.FromDays(31));
        await room.DecideAsync("org-1", "young");
        await room.SweepAsync();

        Assert.True(await room.HasAsync("org-1", "asked"));
        Assert.Equal(1, room.Get<IKeptForReview>().Of("org-1").Kept);
    }

    [Fact]
    public async Task However_many_are_kept_the_next_walk_does_not_meet_them()
    {
        await using var room = await RoomAsync(new RetentionOptions { Decisions = TimeSpan.FromDays(1), MostDecisions = 2 });
        await room.AskAsync("org-1", Sweeps.Names("asked", 450));
        room.Time.Advance(TimeSpan.FromDays(2));
        await room.DecideAsync("org-1", "a", "b");
        await room.SweepAsync();
        Assert.Equal((450, 0), Counts(room));

        Assert.Equal(0, await room.SweepAsync());
        await room.DecideAsync("org-1", "c");
        Assert.Equal(1, await room.SweepAsync(() => Task.FromResult(room.Get<IKeptForReview>().Of("org-1").Kept != 450)));
        Assert.False(await room.HasAsync("org-1", "a"));
        Assert.True(await room.HasAsync("org-1", "asked 0"));
    }

    [Fact]
    public async Task What_is_kept_is_listed_in_its_place()
    {
        await using var room = await RoomAsync(new RetentionOptions { Decisions = TimeSpan.FromDays(30) });
        await room.DecideAsync("org-1", "gone");
        await room.AskAsync("org-1", "first");
        room.Time.Advance(TimeSpan.FromDays(20));
        await room.DecideAsync("org-1", "second");
        await room.AskAsync("org-1", "third");
        room.Time.Advance(TimeSpan.FromDays(11));
        await room.SweepAsync();

        var store = room.Get<IDecisionStore>();
        var all = (await store.ListAsync("org-1", null, 9, StoreRoom.Cancel))!;
        var after = (await store.ListAsync("org-1", Examples.Id("third"), 1, StoreRoom.Cancel))!;
        var submitted = await room.Get<ISubmissionArchive>().ListDecidedAsync("org-1", ["type-1"], 9, StoreRoom.Cancel);

        Assert.Equal([Examples.Id("third"), Examples.Id("second"), Examples.Id("first")], all.Select(decision => decision.Id));
        Assert.Equal([Examples.Id("second")], after.Select(decision => decision.Id));
        Assert.Equal(all.Select(decision => decision.Id), submitted.Select(submission => submission.Id));
    }

    [Fact]
    public async Task Two_processes_count_each_of_them_once()
    {
        await using var room = await RoomAsync(new RetentionOptions { Decisions = TimeSpan.FromDays(1), OpenReviews = TimeSpan.FromDays(1) });
        await using var other = await room.ReopenAsync();
        await other.SweepAsync();
        await room.AskAsync("org-1", Sweeps.Names("asked", 450));
        await room.DecideAsync("org-1", "last");
        room.Time.Advance(TimeSpan.FromDays(1.5));
        await Task.WhenAll(room.SweepAsync(), other.SweepAsync());
        Assert.Equal((450, 0), Counts(room));
        Assert.Equal((450, 0), Counts(other));

        room.Time.Advance(TimeSpan.FromDays(1));
        await Task.WhenAll(room.SweepAsync(), other.SweepAsync());

        Assert.Equal((0, 450), Counts(room));
        Assert.Equal(1, await room.CountAsync("decisions"));
    }

    [Fact]
    public async Task Two_processes_give_up_no_more_than_are_too_many()
    {
        await using var room = await RoomAsync(new RetentionOptions { Decisions = TimeSpan.FromDays(1), OpenReviews = TimeSpan.FromDays(99), MostOpenReviews = 30 });
        await using var other = await room.ReopenAsync();
        await other.SweepAsync();
        await room.AskAsync("org-1", Sweeps.Names("asked", 450));
        await room.DecideAsync("org-1", "last");
        room.Time.Advance(TimeSpan.FromDays(1.5));

        await Task.WhenAll(room.SweepAsync(), other.SweepAsync());
        await room.SweepAsync();

        Assert.Equal((30, 420), Counts(room));
    }

    private static (long Kept, long GivenUp) Counts(StoreRoom room) => room.Get<IKeptForReview>().Of("org-1") is var counts ? (counts.Kept, counts.GivenUp) : default;

    private static async Task<StoreRoom> RoomAsync(RetentionOptions options)
    {
        var room = await StoreRoom.OpenAsync(options);
        await room.AddOrgAsync();
        await room.SweepAsync();
        return room;
    }
}
