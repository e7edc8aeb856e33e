using Coop.Engine.Flow;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace Coop.Tests.Flow;

public class HeldBytesTests
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

    /// <summary>Whoever comes and goes in whatever order: never more than all and one batch or item on top, whoever waits gets in, and at the end every byte is free.</summary>
    [Fact]
    public void Bytes_are_counted_right_in_any_order() => Gen.Select(Gen.Int[0, 3], Gen.Int[0, 4], Gen.Int[1, 1500]).Array[1, 120].Sample(
        steps =>
        {
            var turns = WithBytes();
            List<Room> rooms = [];
            List<Task<Room?>> waiting = [];
            foreach (var (step, org, bytes) in steps)
            {
                if (step == 0)
                {
                    waiting.Add(turns.ReserveAsync($"org{org}", 1, bytes, org % 2 == 0, TimeSpan.FromDays(1), CancellationToken.None).AsTask());
                }
                else if (step == 1)
                {
                    rooms.Add(turns.ReserveUpTo($"org{org}", 1, bytes, isFirst: false));
                }
                else if (rooms.Count > 0)
                {
                    rooms[bytes % rooms.Count].Dispose();
                    rooms.RemoveAt(bytes % rooms.Count);
                }

                Settle();
                Assert.InRange(Used(turns), 0, All + 1500);
            }

            while (rooms.Count + waiting.Count > 0)
            {
                if (rooms.Count == 0)
                {
                    // Nobody has anything: whoever waits was let in, and only has to be told.
                    Assert.True(Task.WaitAny([.. waiting], TimeSpan.FromMinutes(1)) >= 0);
                }
                else
                {
                    rooms[0].Dispose();
                    rooms.RemoveAt(0);
                }

                Settle();
            }

            turns.ForEach(lane => Assert.Equal((0, 0L), (lane.Held, lane.Bytes)));

            void Settle()
            {
                foreach (var task in waiting.Where(task => task.IsCompleted).ToList())
                {
                    rooms.Add(task.GetAwaiter().GetResult()!);
                    waiting.Remove(task);
                }
            }
        },
        iter: 2000);

    private Turns WithBytes() => new(new FlowOptions { InMemoryBytes = All }, _time);

    private static long Used(Turns turns)
    {
        var used = 0L;
        turns.ForEach(lane => used += lane.Bytes);
        return used;
    }
}
