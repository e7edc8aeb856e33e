using Coop.Engine.Deciding;
using Coop.Engine.Flow;
using Coop.Engine.Review;
using Coop.Storage.Retention;
using Coop.Storage.Reviews;
using Microsoft.EntityFrameworkCore;

namespace Coop.Tests.Storage;

public sealed class RetentionTests
{
    [Fact]
    public async Task A_decision_that_became_too_old_goes_with_its_item_and_all_that_followed()
    {
        await using var room = await RoomAsync(new RetentionOptions { Decisions = TimeSpan.FromDays(30) });
        var old = await DecideAsync(room, "old", Examples.Triggered("act"));
        room.Time.Advance(TimeSpan.FromDays(20));
        var young = await DecideAsync(room, "young");
        room.Time.Advance(TimeSpan.FromDays(11));

        await SweepAsync(room);

        Assert.Null(await room.Get<IDecisionStore>().FindAsync("org-1", old, StoreRoom.Cancel));
        Assert.Null(await room.Get<ISubmissionArchive>().FindAsync("org-1", old, StoreRoom.Cancel));
        Assert.NotNull(await room.Get<IDecisionStore>().FindAsync("org-1", young, StoreRoom.Cancel));
        Assert.NotNull(await room.Get<ISubmissionArchive>().FindAsync("org-1", young, StoreRoom.Cancel));
        await using var db = room.Db();
        Assert.Equal(0, await db.Database.SqlQueryRaw<int>("SELECT count(*) AS Value FROM executions").SingleAsync(StoreRoom.Cancel));
        Assert.Equal(0, await db.Set<ReviewJobRow>().CountAsync(StoreRoom.Cancel));
    }

    [Fact]
    public async Task Beyond_the_most_that_is_kept_the_oldest_go_first_and_numbers_are_never_given_twice()
    {
        await using var room = await RoomAsync(new RetentionOptions { MostDecisions = 2 });
        foreach (var name in new[] { "a", "b", "c", "d", "e" })
        {
            await DecideAsync(room, name);
        }

        await SweepAsync(room);

        var kept = (await room.Get<IDecisionStore>().ListAsync("org-1", null, 9, StoreRoom.Cancel))!;
        Assert.Equal([Examples.Id("e"), Examples.Id("d")], kept.Select(decision => decision.Id));
        room.Time.Advance(TimeSpan.FromDays(400));
        await SweepAsync(room);
        Assert.Equal(6, (await room.AppendHeldAsync(Examples.Submission("org-1", "f"))).Sequence);
    }

    [Fact]
    public async Task A_flood_of_one_organisation_takes_nothing_from_its_neighbour()
    {
        await using var room = await RoomAsync(new RetentionOptions { MostDecisions = 2 });
        await room.AddOrgAsync("org-2");
        await DecideAsync(room, "mine");
        var flood = await room.Get<IItemStream>().AppendAsync([.. Enumerable.Range(0, 450).Select(i => Examples.Submission("org-2", $"flood {i}"))], TimeSpan.FromMinutes(1), StoreRoom.Cancel);
        await Task.WhenAll(flood.Select(item => room.Get<IDecisionLog>().CommitAsync(Examples.Commit(item), StoreRoom.Cancel)));
        await room.Get<IItemStream>().AcknowledgeAsync(flood, StoreRoom.Cancel);

        await SweepAsync(room);

        Assert.Equal([Examples.Id("mine")], (await room.Get<IDecisionStore>().ListAsync("org-1", null, 9, StoreRoom.Cancel))!.Select(decision => decision.Id));
        Assert.Equal(
            [Examples.Id("flood 449"), Examples.Id("flood 448")],
            (await room.Get<IDecisionStore>().ListAsync("org-2", null, 9, StoreRoom.Cancel))!.Select(decision => decision.Id));
    }

    [Fact]
    public async Task What_has_no_decision_or_a_webhook_under_way_stays_however_old_it_is()
    {
        await using var room = await RoomAsync(new RetentionOptions { Decisions = TimeSpan.FromDays(1) });
        var parked = await room.AppendHeldAsync(Examples.Submission("org-1", "parked"));
        await room.Get<IItemStream>().ParkAsync(parked, "it broke", StoreRoom.Cancel);
        var sending = await room.AppendHeldAsync(Examples.Submission("org-1", "sending"));
        var decision = Examples.Decision(sending.Submission, Examples.Triggered("hook"));
        await room.Get<IDecisionLog>().CommitAsync(Examples.Commit(sending, decision, [Examples.Webhook("hook")]), StoreRoom.Cancel);
        await room.Get<IItemStream>().AcknowledgeAsync([sending], StoreRoom.Cancel);
        await DecideAsync(room, "done");
        await DecideAsync(room, "last");
        room.Time.Advance(TimeSpan.FromDays(400));

        await SweepAsync(room);

        Assert.Single(await room.Get<IItemStream>().ListParkedAsync("org-1", 9, StoreRoom.Cancel));
        Assert.NotNull(await room.Get<IDecisionStore>().FindAsync("org-1", sending.Submission.Id, StoreRoom.Cancel));
        Assert.Null(await room.Get<IDecisionStore>().FindAsync("org-1", Examples.Id("done"), StoreRoom.Cancel));
    }

    [Fact]
    public async Task What_a_person_is_still_to_look_at_outlives_its_age_up_to_a_bound_of_its_own_and_is_counted()
    {
        await using var room = await RoomAsync(new RetentionOptions { Decisions = TimeSpan.FromDays(30), OpenReviews = TimeSpan.FromDays(60) });
        var asked = await AskAsync(room, "asked");
        await DecideAsync(room, "plain");
        await DecideAsync(room, "last");
        room.Time.Advance(TimeSpan.FromDays(31));

        await SweepAsync(room);

        Assert.NotNull(await room.Get<IDecisionStore>().FindAsync("org-1", asked, StoreRoom.Cancel));
        Assert.NotNull(await room.Get<ISubmissionArchive>().FindAsync("org-1", asked, StoreRoom.Cancel));
        Assert.Null(await room.Get<IDecisionStore>().FindAsync("org-1", Examples.Id("plain"), StoreRoom.Cancel));
        Assert.Equal((1, 0), (room.Get<IKeptForReview>().Of("org-1").Kept, room.Get<IKeptForReview>().Of("org-2").Kept));
        Assert.DoesNotContain(room.Log.Lines, IsOfReviews);

        room.Time.Advance(TimeSpan.FromDays(60));
        await SweepAsync(room);

        Assert.Null(await room.Get<IDecisionStore>().FindAsync("org-1", asked, StoreRoom.Cancel));
        await using var db = room.Db();
        Assert.Equal(0, await db.Set<ReviewJobRow>().CountAsync(StoreRoom.Cancel));
        Assert.Equal(0, room.Get<IKeptForReview>().Of("org-1").Kept);
        Assert.Contains("1 decisions of organisation org-1 (Name of org-1) that asked for a person", Assert.Single(room.Log.Lines, IsOfReviews), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flood_takes_nothing_that_a_person_is_still_to_look_at()
    {
        await using var room = await RoomAsync(new RetentionOptions { MostDecisions = 2, Decisions = TimeSpan.FromDays(30) });
        var asked = await AskAsync(room, "asked");
        foreach (var name in new[] { "a", "b", "c" })
        {
            await DecideAsync(room, name);
        }

        await SweepAsync(room);

        var kept = (await room.Get<IDecisionStore>().ListAsync("org-1", null, 9, StoreRoom.Cancel))!;
        Assert.Equal([Examples.Id("c"), Examples.Id("b"), asked], kept.Select(decision => decision.Id));
        Assert.Equal(1, room.Get<IKeptForReview>().Of("org-1").Kept);

        room.Time.Advance(TimeSpan.FromDays(31));
        await DecideAsync(room, "d");
        await SweepAsync(room);
        Assert.Equal(1, room.Get<IKeptForReview>().Of("org-1").Kept);
    }

    [Fact]
    public async Task Of_more_open_reviews_than_are_kept_the_oldest_go_with_their_decisions()
    {
        await using var room = await RoomAsync(new RetentionOptions { Decisions = TimeSpan.FromDays(30), MostOpenReviews = 2 });
        foreach (var name in new[] { "a", "b", "c" })
        {
            await AskAsync(room, name);
        }

        await DecideAsync(room, "last");
        room.Time.Advance(TimeSpan.FromDays(31));
        await SweepAsync(room);

        var kept = (await room.Get<IDecisionStore>().ListAsync("org-1", null, 9, StoreRoom.Cancel))!;
        Assert.Equal([Examples.Id("last"), Examples.Id("c"), Examples.Id("b")], kept.Select(decision => decision.Id));
        Assert.Equal(2, room.Get<IKeptForReview>().Of("org-1").Kept);
    }

    [Fact]
    public async Task Behind_many_that_stay_for_their_review_the_walk_goes_on()
    {
        await using var room = await RoomAsync(new RetentionOptions { Decisions = TimeSpan.FromDays(1) });
        var items = await room.Get<IItemStream>().AppendAsync([.. Enumerable.Range(0, 451).Select(i => Examples.Submission("org-1", $"s{i}"))], TimeSpan.FromMinutes(1), StoreRoom.Cancel);
        await Task.WhenAll(items.Select((item, i) => room.Get<IDecisionLog>().CommitAsync(Examples.Commit(item) with { Reviews = i < 400 ? [Job] : [] }, StoreRoom.Cancel)));
        await room.Get<IItemStream>().AcknowledgeAsync(items, StoreRoom.Cancel);
        room.Time.Advance(TimeSpan.FromDays(2));

        await SweepAsync(room);

        Assert.Equal(400, room.Get<IKeptForReview>().Of("org-1").Kept);
        await using var db = room.Db();
        Assert.Equal(401, await db.Database.SqlQueryRaw<int>("SELECT count(*) AS Value FROM decisions").SingleAsync(StoreRoom.Cancel));
    }

    [Fact]
    public async Task Many_old_ones_go_in_short_stretches()
    {
        await using var room = await RoomAsync(new RetentionOptions { Decisions = TimeSpan.FromDays(1) });
        var items = await room.Get<IItemStream>().AppendAsync([.. Enumerable.Range(0, 450).Select(i => Examples.Submission("org-1", $"s{i}"))], TimeSpan.FromMinutes(1), StoreRoom.Cancel);
        await Task.WhenAll(items.Select(item => room.Get<IDecisionLog>().CommitAsync(Examples.Commit(item), StoreRoom.Cancel)));
        await room.Get<IItemStream>().AcknowledgeAsync(items, StoreRoom.Cancel);
        room.Time.Advance(TimeSpan.FromDays(2));

        Assert.True(await SweepAsync(room) >= 3);

        // The newest stays, so that its number is not given again.
        Assert.Equal([items[^1].Submission.Id], (await room.Get<IDecisionStore>().ListAsync("org-1", null, 9, StoreRoom.Cancel))!.Select(decision => decision.Id));
    }

    [Fact]
    public void Limits_below_a_day_are_refused_with_what_to_write()
    {
        Assert.Null(new RetentionOptions().Mistake());
        Assert.Contains("1.00:00:00", new RetentionOptions { Decisions = TimeSpan.FromHours(1) }.Mistake(), StringComparison.Ordinal);
        Assert.NotNull(new RetentionOptions { MostDecisions = 0 }.Mistake());
        Assert.NotNull(new RetentionOptions { Deliveries = TimeSpan.Zero }.Mistake());
        Assert.NotNull(new RetentionOptions { OpenReviews = TimeSpan.Zero }.Mistake());
        Assert.NotNull(new RetentionOptions { MostOpenReviews = 10 }.Mistake());
        Assert.NotNull(new RetentionOptions { Decisions = TimeSpan.MaxValue }.Mistake());
    }

    private static bool IsOfReviews(string line) => line.Contains("nobody had looked", StringComparison.Ordinal);

    private static ReviewJob Job { get; } = new(ReviewJobKind.UnknownOutcome, null, ["r1"], [], "The signal did not answer.");

    private static Task<string> AskAsync(StoreRoom room, string name) => DecideAsync(room, name, [Job], []);

    private static Task<string> DecideAsync(StoreRoom room, string name, params TriggeredAction[] actions) => DecideAsync(room, name, [], actions);

    private static async Task<string> DecideAsync(StoreRoom room, string name, ReviewJob[] reviews, TriggeredAction[] actions)
    {
        var item = await room.AppendHeldAsync(Examples.Submission("org-1", name) with { SubmittedAt = room.Time.GetUtcNow() });
        var decision = Examples.Decision(item.Submission, actions) with { DecidedAt = room.Time.GetUtcNow() };
        await room.Get<IDecisionLog>().CommitAsync(Examples.Commit(item, decision, []) with { Reviews = reviews }, StoreRoom.Cancel);
        await room.Get<IItemStream>().AcknowledgeAsync([item], StoreRoom.Cancel);
        return decision.Id;
    }

    /// <returns>How many times something was taken away.</returns>
    private static async Task<int> SweepAsync(StoreRoom room)
    {
        var swept = 0;
        foreach (var retention in room.All<IRetention>())
        {
            while (await retention.SweepAsync(StoreRoom.Cancel))
            {
                swept++;
            }
        }

        return swept;
    }

    private static async Task<StoreRoom> RoomAsync(RetentionOptions options)
    {
        var room = await StoreRoom.OpenAsync(options);
        await room.AddOrgAsync();

        // The first walk is at the start: from then on the clock is known to go steadily.
        await SweepAsync(room);
        return room;
    }
}
