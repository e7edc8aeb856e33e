using Coop.Engine.Flow;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace Coop.Tests.Flow;

public partial class TurnsTests
{
    private readonly FakeTimeProvider _time = new();

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
