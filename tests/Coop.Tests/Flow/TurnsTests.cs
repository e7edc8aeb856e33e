using Coop.Engine.Flow;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace Coop.Tests.Flow;

public class TurnsTests
{
    private readonly FakeTimeProvider _time = new();

    /// <summary>For what must happen: never reached.</summary>
    private static readonly TimeSpan Guard = TimeSpan.FromMinutes(3);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_organisation_that_sends_much_does_not_come_before_one_that_sends_little()
    {
        var turns = new Turns(new FlowOptions(), _time);
        Fill(turns, "A", 200);
        Fill(turns, "B", 1);

        List<string> begun = [(await turns.NextAsync(Cancel)).Lane.OrgId, (await turns.NextAsync(Cancel)).Lane.OrgId];

        Assert.Equal(["A", "B"], begun);
    }

    [Fact]
    public async Task A_trial_is_begun_during_a_pause_and_takes_turns_with_the_others_after_it()
    {
        var turns = new Turns(new FlowOptions(), _time);
        var pause = turns.Pause();
        Fill(turns, "B", 200);
        var next = turns.NextAsync(Cancel).AsTask();
        Assert.False(next.IsCompleted);

        using (var room = turns.ReserveAnyway("A", 200, 0))
        {
            turns.BeginTrial(room, FlowExamples.Many("A", 200));
        }

        var trial = await next;
        Assert.Equal(["A", "A"], [trial.Lane.OrgId, (await turns.NextAsync(Cancel)).Lane.OrgId]);
        Assert.False(turns.QuietAsync().IsCompleted);
        pause.Dispose();
        Assert.Equal(["A", "A", "B", "B"], new[] { turns.TryNext(), turns.TryNext(), turns.TryNext(), turns.TryNext() }.Select(turn => turn!.Lane.OrgId).Order());
        // What nobody began is given back at the end, and nothing twice.
        var quiet = turns.QuietAsync();
        Assert.Equal(200 + 200 - (4 * trial.Items.Count) - 4, turns.Close().Count);
        // Only what was taken is still to come to its end.
        turns.ForEach(lane => Assert.Equal(lane.OrgId == "A" ? 4 * trial.Items.Count : 4, lane.Begun));
        for (var i = 0; i < 4 * trial.Items.Count; i++)
        {
            turns.Evaluated(trial.Lane);
        }

        Assert.False(quiet.IsCompleted);
        for (var i = 0; i < 4; i++)
        {
            turns.Evaluated(turns.With("B", lane => lane));
        }

        await quiet;
    }

    [Fact]
    public async Task One_that_waits_for_its_signals_is_passed_over_until_an_item_ends()
    {
        var turns = new Turns(new FlowOptions { AtOncePerOrg = 2 }, _time);
        Fill(turns, "A", 3);
        var first = await turns.NextAsync(Cancel);
        Assert.Equal(2, first.Items.Count);
        Fill(turns, "B", 1);

        Assert.Equal("B", (await turns.NextAsync(Cancel)).Lane.OrgId);
        var next = turns.NextAsync(Cancel).AsTask();
        Assert.False(next.IsCompleted);
        turns.Evaluated(first.Lane);

        Assert.Equal("A", (await next).Lane.OrgId);
    }

    [Fact]
    public async Task One_whose_items_keep_as_many_threads_as_think_has_no_turn_until_one_goes_on()
    {
        var turns = new Turns(new FlowOptions { Thinkers = 2 }, _time);
        Fill(turns, "A", 40);
        var first = await turns.NextAsync(Cancel);
        turns.Stuck(first.Lane);
        Assert.Equal("A", turns.TryNext()?.Lane.OrgId);
        turns.Stuck(first.Lane);
        Fill(turns, "B", 1);
        Assert.Equal("B", turns.TryNext()?.Lane.OrgId);
        Assert.Null(turns.TryNext());
        turns.Evaluated(first.Lane);
        Assert.Null(turns.TryNext());
        var next = turns.NextAsync(Cancel).AsTask();

        turns.GoesOn(first.Lane);

        Assert.Equal("A", (await next).Lane.OrgId);
    }

    [Fact]
    public async Task However_many_are_slow_whoever_comes_next_finds_a_place()
    {
        var turns = new Turns(new FlowOptions { AtOnce = 8, AtOncePerOrg = 8 }, _time);
        foreach (var org in (string[])["A", "B", "C", "D", "E", "F", "G", "H"])
        {
            Fill(turns, org, 20);
        }

        var begun = new Dictionary<string, int>();
        for (var i = 0; i < 8; i++)
        {
            var turn = await turns.NextAsync(Cancel);
            begun[turn.Lane.OrgId] = turn.Items.Count;
        }

        Assert.Equal(8, begun.Count);
        Fill(turns, "late", 1);
        Assert.Equal("late", (await NextOfAsync(turns, "late")).Lane.OrgId);
    }

    [Fact]
    public void One_that_lacked_a_place_others_had_goes_on_when_theirs_end()
    {
        var turns = new Turns(new FlowOptions { AtOnce = 8, AtOncePerOrg = 8 }, _time);
        foreach (var org in (string[])["A", "B", "C"])
        {
            Fill(turns, org, 9);
        }

        var begun = All(turns);
        Assert.Equal(["A", "B", "C"], begun.Select(turn => turn.Lane.OrgId).Distinct());
        foreach (var turn in begun.Where(turn => turn.Lane.OrgId != "A"))
        {
            turn.Items.ToList().ForEach(_ => turns.Evaluated(turn.Lane));
        }

        Assert.Contains("A", All(turns).Select(turn => turn.Lane.OrgId));

        static List<Turn> All(Turns turns)
        {
            List<Turn> all = [];
            while (turns.TryNext() is { } turn)
            {
                all.Add(turn);
            }

            return all;
        }
    }

    [Fact]
    public async Task Those_that_somebody_waits_for_and_the_others_take_turns()
    {
        var turns = new Turns(new FlowOptions(), _time);
        using var room = turns.ReserveAnyway("A", 6, 0);
        Assert.True(room.TryFill([.. FlowExamples.Many("A", 3), FlowExamples.Awaited("A", "x"), FlowExamples.Awaited("A", "y"), FlowExamples.Awaited("A", "z")]));

        List<HeldItem> begun = [];
        while (begun.Count < 6)
        {
            begun.AddRange((await turns.NextAsync(Cancel)).Items);
        }

        Assert.Equal(["x", "A-0", "y", "A-1", "z", "A-2"], begun.Select(item => item.Received!.Submission.Id));
    }

    [Fact]
    public async Task Nothing_is_begun_during_a_pause()
    {
        var turns = new Turns(new FlowOptions(), _time);
        var waiting = turns.NextAsync(Cancel).AsTask();
        var pause = turns.Pause();
        Fill(turns, "A", 1);
        Assert.Null(turns.TryNext());

        pause.Dispose();

        Assert.Equal("A", (await waiting).Lane.OrgId);
    }

    [Fact]
    public async Task It_is_quiet_when_the_last_begun_item_has_ended()
    {
        var turns = new Turns(new FlowOptions(), _time);
        Fill(turns, "A", 1);
        var turn = await turns.NextAsync(Cancel);

        var quiet = turns.QuietAsync();
        Assert.False(quiet.IsCompleted);
        turns.Evaluated(turn.Lane);

        await quiet.WaitAsync(Cancel);
    }

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
        var received = turns.ReserveUpTo("A", 9, long.MaxValue, isFirst: true);
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
            rooms[had] = turns.ReserveUpTo("A", 1, 1, isFirst: true);
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
            // It was rung when they left; from here on only for what follows.
            await turns.Roomy.WaitAsync(Cancel);
            var roomy = turns.Roomy.WaitAsync(Cancel);
            Assert.False(roomy.IsCompleted);
            _time.Advance(TimeSpan.FromMinutes(1));
            Assert.Null(await request);
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

    /// <summary>Whatever happens in whatever order: no organisation ever has more under way than it may, and at the end every item was begun once and every place is free.</summary>
    [Fact]
    public void Places_are_counted_right_in_any_order() => Gen.Select(Gen.Int[0, 3], Gen.Int[0, 2]).Array[1, 200].Sample(
        steps =>
        {
            var turns = new Turns(new FlowOptions { AtOnce = 12, AtOncePerOrg = 5, InMemory = 40 }, new FakeTimeProvider());
            Queue<(OrgLane Lane, HeldItem Item)> begun = [];
            var (added, ended) = (0, 0);
            foreach (var (step, org) in steps)
            {
                if (step <= 1)
                {
                    using var room = turns.ReserveUpTo($"org{org}", 7, long.MaxValue, isFirst: false);
                    var items = FlowExamples.Many($"org{org}", room.Places);
                    added += items.Count;
                    Assert.True(room.TryFill(items));
                }
                else if (step == 2)
                {
                    Begin();
                }
                else
                {
                    End();
                }

                turns.ForEach(lane => Assert.InRange(lane.Begun, 0, 5));
            }

            while (ended < added)
            {
                Begin();
                End();
            }

            Assert.Null(turns.TryNext());
            turns.ForEach(lane => Assert.Equal((0, 0, 0), (lane.Held, lane.Begun, lane.Waiting)));

            void Begin()
            {
                if (turns.TryNext() is { } turn)
                {
                    turn.Items.ToList().ForEach(item => begun.Enqueue((turn.Lane, item)));
                }
            }

            void End()
            {
                if (begun.TryDequeue(out var first))
                {
                    turns.Evaluated(first.Lane);
                    turns.Done(first.Lane, first.Item, isSettled: true);
                    ended++;
                }
            }
        },
        iter: 500);

    private static void Fill(Turns turns, string orgId, int count)
    {
        using var room = turns.ReserveAnyway(orgId, count, 0);
        Assert.True(room.TryFill(FlowExamples.Many(orgId, count)));
    }

    private static async Task<Turn> NextOfAsync(Turns turns, string orgId)
    {
        while (true)
        {
            if (await turns.NextAsync(Cancel) is var turn && turn.Lane.OrgId == orgId)
            {
                return turn;
            }
        }
    }
}
