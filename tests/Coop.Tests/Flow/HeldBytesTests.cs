using Coop.Engine.Flow;
using Microsoft.Extensions.Time.Testing;

namespace Coop.Tests.Flow;

public partial class HeldBytesTests
{
    private const long All = 1024;

    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task However_many_organisations_bring_large_batches_one_at_most_comes_on_top_of_all_the_room()
    {
        var turns = WithBytes();
        List<Room> rooms = [];
        for (var i = 0; i < 50; i++)
        {
            if (await turns.ReserveAsync($"org{i}", 10, 700, true, TimeSpan.Zero, Cancel) is { } room)
            {
                rooms.Add(room);
            }
        }

        Assert.Equal(2, rooms.Count);
        using var little = await turns.ReserveAsync("little", 1, All / 256, false, TimeSpan.Zero, Cancel);
        Assert.NotNull(little);

        // And one that waited gets in when they have left.
        var waiting = turns.ReserveAsync("late", 10, 700, true, TimeSpan.FromMinutes(1), Cancel).AsTask();
        Assert.False(waiting.IsCompleted);
        rooms.ForEach(room => room.Dispose());
        Assert.NotNull(await waiting);
    }

    [Fact]
    public async Task One_organisation_leaves_as_much_to_others_as_it_has()
    {
        var turns = WithBytes();
        var mine = 0;
        while (await turns.ReserveAsync("A", 1, 32, false, TimeSpan.Zero, Cancel) is not null)
        {
            mine += 32;
        }

        Assert.Equal(All * 3 / 4 / 2, mine);
        Assert.NotNull(await turns.ReserveAsync("B", 1, All * 3 / 4 / 2, false, TimeSpan.Zero, Cancel));
    }

    [Fact]
    public async Task Who_leaves_and_wants_in_again_stands_behind_those_who_wait()
    {
        var turns = WithBytes();
        var first = await turns.ReserveAsync("A", 1, 2 * All, true, TimeSpan.Zero, Cancel);
        var other = turns.ReserveAsync("B", 1, 2 * All, true, TimeSpan.FromMinutes(1), Cancel).AsTask();
        var again = turns.ReserveAsync("A", 1, 2 * All, true, TimeSpan.FromMinutes(1), Cancel).AsTask();

        first!.Dispose();

        Assert.NotNull(await other);
        Assert.False(again.IsCompleted);
        (await other)!.Dispose();
        Assert.NotNull(await again);
    }

    [Fact]
    public async Task What_waits_on_the_queue_is_given_no_more_than_there_is_and_one_item_of_any_size_to_whom_holds_nothing()
    {
        var turns = WithBytes();
        using (var all = turns.ReserveUpTo("A", 9, long.MaxValue, isFirst: false))
        {
            Assert.Equal((9, All * 3 / 4, false), (all.Places, all.Bytes, all.TakesAny));
            using var second = turns.ReserveUpTo("B", 9, long.MaxValue, isFirst: true);
            Assert.Equal((9, All / 256, true), (second.Places, second.Bytes, second.TakesAny));
        }

        using (var onTop = await turns.ReserveAsync("A", 1, All, false, TimeSpan.Zero, Cancel))
        {
            using var second = turns.ReserveUpTo("B", 9, long.MaxValue, isFirst: true);
            Assert.Equal((9, All / 256, false), (second.Places, second.Bytes, second.TakesAny));
        }

        using var held = await turns.ReserveAsync("A", 1, 100, false, TimeSpan.Zero, Cancel);
        using var more = turns.ReserveUpTo("A", 9, long.MaxValue, isFirst: true);
        using var any = turns.ReserveUpTo("B", 9, 50, isFirst: true);
        // Whoever holds something as well: it may never hold nothing. But one at a time, until it is known how large that is.
        Assert.Equal((true, (50L, false)), (more.TakesAny, (any.Bytes, any.TakesAny)));
        more.Dispose();
        Assert.True(turns.ReserveUpTo("B", 9, 50, isFirst: true).TakesAny);
    }

    [Fact]
    public async Task The_queue_is_not_asked_for_what_is_known_not_to_fit()
    {
        var turns = WithBytes();
        using var held = await turns.ReserveAsync("A", 1, 600, true, TimeSpan.Zero, Cancel);
        turns.With("A", lane => lane.NextSize = 200);
        Assert.Equal(0, turns.ReserveUpTo("A", 9, long.MaxValue, isFirst: false).Places);
        Assert.Equal(0, turns.ReserveUpTo("A", 9, long.MaxValue, isFirst: true).Places);
        turns.With("B", lane => lane.NextSize = 100);
        Assert.Equal(0, turns.ReserveUpTo("B", 9, 50, isFirst: false).Places);

        // It is its turn: it may have as much as that takes, though it is more than others get at once.
        using var first = turns.ReserveUpTo("B", 9, 50, isFirst: true);
        Assert.Equal((9, 100L, true), (first.Places, first.Bytes, first.TakesAny));
    }

    [Fact]
    public async Task Who_found_no_bytes_for_the_queue_is_called_when_anybody_leaves()
    {
        var turns = WithBytes();
        var full = await turns.ReserveAsync("A", 1, 2 * All, true, TimeSpan.Zero, Cancel);
        using var small = await turns.ReserveAsync("B", 1, All / 256, true, TimeSpan.Zero, Cancel);
        Assert.Equal(0, turns.ReserveUpTo("B", 9, long.MaxValue, isFirst: true).Places);
        var roomy = turns.Roomy.WaitAsync(Cancel);
        Assert.False(roomy.IsCompleted);

        full!.Dispose();

        await roomy;
    }

    [Fact]
    public async Task An_item_on_the_queue_that_found_nothing_left_comes_before_a_request_that_wants_more_than_is_left()
    {
        var turns = WithBytes();
        var request = await BehindTheQueueAsync(turns);
        var item = Next(turns, "A");
        Assert.True(item.TakesAny);
        // The next turn is a request's, whatever waits on the queue.
        item.Dispose();
        Assert.NotNull(await request);
        Assert.Equal(0, Next(turns, "A").Places);
        var next = LargeAsync(turns, "B");
        (await request)!.Dispose();
        Assert.False(next.IsCompleted);
        Assert.True(Next(turns, "A").TakesAny);
    }

    [Fact]
    public async Task Those_whose_items_on_the_queue_found_nothing_left_have_their_turns_in_that_order()
    {
        var turns = WithBytes();
        OnQueue(turns, "A");
        OnQueue(turns, "D");
        var first = await turns.ReserveAsync("B", 1, 2 * All, true, TimeSpan.Zero, Cancel);
        Assert.Equal((0, 0), (Next(turns, "A").Places, Next(turns, "D").Places));
        first!.Dispose();
        Assert.Equal(0, Next(turns, "D").Places);
        var item = Next(turns, "A");
        Assert.True(item.TakesAny);
        var large = FlowExamples.Held("A", size: (int)All);
        Assert.True(item.TryFill([large]));
        item.Dispose();
        Assert.Equal((0, 0), (Next(turns, "A").Places, Next(turns, "D").Places));
        var lane = turns.With("A", known => known);

        turns.Done(lane, large, isSettled: true);

        Assert.Equal(0, Next(turns, "A").Places);
        Assert.True(Next(turns, "D").TakesAny);
    }

    [Fact]
    public async Task One_whose_item_on_the_queue_is_gone_holds_up_no_request()
    {
        var turns = WithBytes();
        var request = await BehindTheQueueAsync(turns);

        // Another server took it.
        turns.With("A", lane => lane.Unclaimed = 0);
        turns.LookAgain();

        Assert.NotNull(await request);
    }

    [Fact]
    public async Task Requests_of_its_own_and_items_on_the_queue_find_bytes_by_turns()
    {
        var turns = WithBytes();
        var first = await turns.ReserveAsync("A", 1, 250, true, TimeSpan.Zero, Cancel);
        using var second = await turns.ReserveAsync("A", 1, 250, true, TimeSpan.Zero, Cancel);
        var third = turns.ReserveAsync("A", 1, 250, true, TimeSpan.FromMinutes(1), Cancel).AsTask();
        OnQueue(turns, "A");
        Assert.Equal(0, Next(turns, "A").Places);

        first!.Dispose();

        Assert.False(third.IsCompleted);
        var item = Next(turns, "A");
        Assert.True(item.Places > 0);
        item.Dispose();
        Assert.NotNull(await third);
        Assert.Equal(0, Next(turns, "A").Places);
    }

    [Fact]
    public async Task An_item_on_the_queue_that_its_own_requests_kept_out_comes_before_them_though_others_are_the_first()
    {
        var turns = WithBytes();
        turns.With("A", lane => (lane.Unclaimed, lane.NextSize) = (1, 600));
        var first = await turns.ReserveAsync("A", 1, All / 2, true, TimeSpan.Zero, Cancel);
        var second = turns.ReserveAsync("A", 1, All / 2, true, TimeSpan.FromMinutes(1), Cancel).AsTask();
        Assert.Equal(0, Next(turns, "A").Places);
        first!.Dispose();
        Assert.False(second.IsCompleted);

        // In this pass another organisation may be the first.
        Assert.Equal(0, turns.ReserveUpTo("A", 9, 100, isFirst: false).Places);

        Assert.False(second.IsCompleted);
        Assert.True(turns.ReserveUpTo("A", 9, 100, isFirst: false).TakesAny);
    }

    [Fact]
    public async Task Nobody_waits_for_the_queue_when_nothing_is_received_any_more()
    {
        var turns = WithBytes();
        var request = await BehindTheQueueAsync(turns);

        turns.Close();

        Assert.NotNull(await request);
    }

    /// <summary>One that is known to be too large for all the room.</summary>
    private static void OnQueue(Turns turns, string orgId) => turns.With(orgId, lane => (lane.Unclaimed, lane.NextSize) = (1, 2 * All));

    /// <returns>Large, of C: what was in on top has left, and an item of A on the queue comes before it.</returns>
    private static async Task<Task<Room?>> BehindTheQueueAsync(Turns turns)
    {
        OnQueue(turns, "A");
        var first = await turns.ReserveAsync("B", 1, 2 * All, true, TimeSpan.Zero, Cancel);
        var request = LargeAsync(turns, "C");
        Assert.Equal(0, Next(turns, "A").Places);
        first!.Dispose();
        Assert.False(request.IsCompleted);
        return request;
    }

    private static Room Next(Turns turns, string orgId) => turns.ReserveUpTo(orgId, 9, long.MaxValue, isFirst: true);

    private static Task<Room?> LargeAsync(Turns turns, string orgId) => turns.ReserveAsync(orgId, 1, 2 * All, true, TimeSpan.FromMinutes(1), Cancel).AsTask();

    private Turns WithBytes() => new(new FlowOptions { InMemoryBytes = All }, _time);
}
