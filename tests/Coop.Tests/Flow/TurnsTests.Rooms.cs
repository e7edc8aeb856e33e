using Coop.Engine.Flow;

namespace Coop.Tests.Flow;

/// <summary>Room in memory, for requests and for what waits on the queue.</summary>
public partial class TurnsTests
{
    /// <summary>For what must happen: never reached.</summary>
    private static readonly TimeSpan Guard = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Room_is_given_in_the_order_it_was_asked_for()
    {
        var turns = new Turns(new FlowOptions { InMemory = 10 }, _time);
        var first = await turns.ReserveAsync("A", 5, 0, false, TimeSpan.Zero, Cancel);
        Assert.NotNull(first);
        var second = turns.ReserveAsync("A", 4, 0, false, TimeSpan.FromSeconds(1), Cancel).AsTask();
        var third = turns.ReserveAsync("A", 1, 0, false, TimeSpan.FromSeconds(1), Cancel).AsTask();
        Assert.False(second.IsCompleted || third.IsCompleted);

        first.Dispose();

        Assert.NotNull(await second);
        Assert.NotNull(await third);
    }

    [Fact]
    public async Task Who_finds_no_room_in_time_is_told_and_is_in_nobodys_way()
    {
        var turns = new Turns(new FlowOptions { InMemory = 10 }, _time);
        using var held = await turns.ReserveAsync("A", 4, 0, false, TimeSpan.Zero, Cancel);
        var large = turns.ReserveAsync("A", 9, 0, false, TimeSpan.FromSeconds(1), Cancel).AsTask();
        var small = turns.ReserveAsync("A", 1, 0, false, TimeSpan.FromSeconds(5), Cancel).AsTask();

        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Null(await large);
        Assert.NotNull(await small);
    }

    [Fact]
    public async Task Room_that_one_organisation_leaves_is_given_to_another_that_waits_for_it()
    {
        var turns = new Turns(new FlowOptions { InMemory = 12 }, _time);
        var first = await turns.ReserveAsync("A", 6, 0, false, TimeSpan.Zero, Cancel);
        using var held = await turns.ReserveAsync("B", 3, 0, false, TimeSpan.Zero, Cancel);
        var second = turns.ReserveAsync("B", 4, 0, false, TimeSpan.FromSeconds(1), Cancel).AsTask();
        Assert.False(second.IsCompleted);

        first!.Dispose();
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.NotNull(await second);
    }

    [Fact]
    public async Task Younger_items_line_up_behind_those_on_the_queue_unless_somebody_waits_for_them()
    {
        var turns = new Turns(new FlowOptions(), _time);
        turns.With("A", lane => lane.Unclaimed = 1);

        Assert.Null(await turns.ReserveAsync("A", 1, 0, false, TimeSpan.Zero, Cancel));
        using var awaited = await turns.ReserveAsync("A", 1, 0, true, TimeSpan.Zero, Cancel);
        Assert.NotNull(awaited);
    }

    [Fact]
    public async Task Requests_of_its_own_and_items_on_the_queue_find_places_by_turns()
    {
        var turns = new Turns(new FlowOptions { InMemory = 10 }, _time);
        var first = await turns.ReserveAsync("A", 5, 0, true, TimeSpan.Zero, Cancel);
        var second = turns.ReserveAsync("A", 5, 0, true, TimeSpan.FromMinutes(1), Cancel).AsTask();
        var third = turns.ReserveAsync("A", 5, 0, true, TimeSpan.FromMinutes(1), Cancel).AsTask();
        turns.With("A", lane => lane.Unclaimed = 9);
        Assert.Equal(0, turns.ReserveUpTo("A", 9, long.MaxValue, isFirst: true).Places);

        first!.Dispose();

        Assert.False(second.IsCompleted);
        var received = OffQueue(turns, 9);
        Assert.Equal(9, received.Places);
        Assert.Equal(0, turns.ReserveUpTo("A", 9, long.MaxValue, isFirst: true).Places);
        received.Dispose();
        Assert.NotNull(await second);
        Assert.False(third.IsCompleted);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_queue_leaves_a_request_of_several_items_the_places_that_become_free_one_by_one_until_it_has_had_its_turn(bool getsThem)
    {
        var turns = new Turns(new FlowOptions { InMemory = 10 }, _time);
        List<Room> rooms = [];
        for (var i = 0; i < 5; i++)
        {
            rooms.Add((await turns.ReserveAsync("A", 1, 0, true, TimeSpan.Zero, Cancel))!);
        }

        var request = turns.ReserveAsync("A", 4, 0, true, TimeSpan.FromMinutes(1), Cancel).AsTask();
        turns.With("A", lane => lane.Unclaimed = 9);
        // It has as many as the request wants, though they become free one by one.
        for (var had = 0; had < 4; had++)
        {
            rooms[had].Dispose();
            rooms[had] = OffQueue(turns, 1);
            Assert.Equal((had, 1), (had, rooms[had].Places));
        }

        rooms[4].Dispose();
        Assert.Equal(0, turns.ReserveUpTo("A", 1, 1, isFirst: true).Places);
        Assert.Equal(4, turns.With("A", lane => lane.Held));
        if (getsThem)
        {
            rooms[0].Dispose();
            Assert.NotNull(await request);
            rooms.ForEach(room => room.Dispose());
            Assert.Equal(1, turns.ReserveUpTo("A", 1, 1, isFirst: true).Places);
        }
        else
        {
            // Its turn began while it waited: it is the next one's.
            _time.Advance(TimeSpan.FromMinutes(1));
            Assert.Null(await request);
            var again = turns.ReserveAsync("A", 4, 0, true, TimeSpan.FromMinutes(1), Cancel).AsTask();
            Assert.Equal(0, turns.ReserveUpTo("A", 1, 1, isFirst: true).Places);
            // It was rung when they left; from here on only for what follows.
            await turns.Roomy.WaitAsync(Cancel);
            var roomy = turns.Roomy.WaitAsync(Cancel);
            Assert.False(roomy.IsCompleted);
            _time.Advance(TimeSpan.FromMinutes(1));
            Assert.Null(await again);
            await roomy.WaitAsync(Guard, Cancel);
            Assert.Equal(1, turns.ReserveUpTo("A", 1, 1, isFirst: true).Places);
        }
    }

    [Fact]
    public async Task A_batch_larger_than_all_the_room_goes_in_alone()
    {
        var turns = new Turns(new FlowOptions { InMemory = 10, InMemoryBytes = 10 }, _time);
        using var other = await turns.ReserveAsync("B", 3, 3, false, TimeSpan.Zero, Cancel);

        using var room = await turns.ReserveAsync("A", 1000, 1000, false, TimeSpan.Zero, Cancel);

        Assert.NotNull(room);
        Assert.Null(await turns.ReserveAsync("A", 1, 1, false, TimeSpan.Zero, Cancel));
    }

    [Fact]
    public async Task A_batch_larger_than_all_the_room_leaves_each_other_organisation_a_few_places_however_many_come()
    {
        var turns = new Turns(new FlowOptions { InMemory = 320 }, _time);
        var batch = await turns.ReserveAsync("A", 10_000, 0, true, TimeSpan.Zero, Cancel);
        foreach (var org in (string[])["B", "C", "D"])
        {
            for (var i = 0; i < 10; i++)
            {
                Assert.NotNull(await turns.ReserveAsync(org, 1, 0, true, TimeSpan.Zero, Cancel));
            }

            Assert.Null(await turns.ReserveAsync(org, 1, 0, true, TimeSpan.Zero, Cancel));
        }

        turns.With("E", lane => lane.Unclaimed = 300);
        Assert.Equal(10, turns.ReserveUpTo("E", 300, 1, isFirst: true).Places);
        var waiting = turns.ReserveAsync("B", 1, 0, true, TimeSpan.FromMinutes(1), Cancel).AsTask();
        batch!.Dispose();
        Assert.NotNull(await waiting.WaitAsync(Guard, Cancel));
    }

    [Fact]
    public async Task Whoever_waits_for_room_when_nothing_is_begun_any_more_gets_in_and_is_told()
    {
        var turns = new Turns(new FlowOptions { InMemory = 10, InMemoryBytes = 1024 }, _time);
        using var held = await turns.ReserveAsync("A", 10, 1024, true, TimeSpan.Zero, Cancel);
        var waiting = turns.ReserveAsync("A", 10, 1024, true, TimeSpan.FromMinutes(1), Cancel).AsTask();
        Assert.Equal(1, turns.With("A", lane => lane.Wishes.Count));

        turns.Close();

        using var room = await waiting.WaitAsync(Guard, Cancel);
        Assert.False(room!.TryFill([.. FlowExamples.Many("A", 10)]));
    }

    [Fact]
    public async Task A_request_whose_turn_began_while_it_waited_has_it_when_it_comes_again()
    {
        var turns = new Turns(new FlowOptions { InMemory = 10 }, _time);
        var held = (await turns.ReserveAsync("A", 5, 0, true, TimeSpan.Zero, Cancel))!;
        turns.With("A", lane => lane.Unclaimed = 99);
        var first = turns.ReserveAsync("A", 9, 0, true, TimeSpan.FromSeconds(5), Cancel).AsTask();
        held.Dispose();
        Assert.NotNull(await first);
        var second = turns.ReserveAsync("A", 9, 0, true, TimeSpan.FromSeconds(5), Cancel).AsTask();
        (await first)!.Dispose();
        Assert.NotNull(await second);
        var third = turns.ReserveAsync("A", 9, 0, true, TimeSpan.FromSeconds(5), Cancel).AsTask();
        Assert.Equal(0, turns.ReserveUpTo("A", 9, 1, isFirst: true).Places);
        (await second)!.Dispose();
        Assert.False(third.IsCompleted);

        // The queue has its turn until it had as many, and the request goes away before those have ended.
        using (OffQueue(turns, 9))
        {
            _time.Advance(TimeSpan.FromSeconds(5));
            Assert.Null(await third);
            var again = turns.ReserveAsync("A", 9, 0, true, TimeSpan.FromSeconds(5), Cancel).AsTask();
            Assert.False(again.IsCompleted);
            Assert.Equal(0, turns.ReserveUpTo("A", 9, 1, isFirst: true).Places);

            // Now it had its turn, for as long as it may wait.
            _time.Advance(TimeSpan.FromSeconds(5));
            Assert.Null(await again);
            Assert.Equal(0, turns.With("A", lane => lane.QueueTook));
        }
    }

    private static Room OffQueue(Turns turns, int most)
    {
        var room = turns.ReserveUpTo("A", most, 1, isFirst: true);
        turns.Received(room.Lane, new OrgItems("A", [.. Enumerable.Range(0, room.Places).Select(each => FlowExamples.Received("A", $"{each}"))], true, 0));
        return room;
    }
}
