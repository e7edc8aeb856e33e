using Coop.Engine.Flow;
using CsCheck;

namespace Coop.Tests.Flow;

public partial class HeldBytesTests
{
    /// <summary>No item takes less.</summary>
    private static readonly long Least = FlowExamples.Held("any").Bytes;

    /// <summary>For what must happen: never reached.</summary>
    private static readonly TimeSpan Guard = TimeSpan.FromMinutes(3);

    /// <summary>Whoever comes and goes in whatever order, requests and items on the queue: never more than all and one batch or item on top, whoever waits gets in, and at the end every byte is free.</summary>
    [Fact]
    public void Bytes_are_counted_right_in_any_order() => Gen.Select(Gen.Int[0, 5], Gen.Int[0, 4], Gen.Int[1, 1500]).Array[1, 120].Sample(
        steps =>
        {
            var turns = WithBytes();
            List<Room> rooms = [];
            List<Task<Room?>> waiting = [];
            List<(OrgLane Lane, HeldItem Item)> items = [];
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
                else if (step == 2)
                {
                    Receive(turns.ReserveUpTo($"org{org}", 1, bytes, isFirst: true), Math.Max(2, (bytes / 4) - 280));
                }
                else if (step == 3)
                {
                    turns.With($"org{org}", lane => (lane.Unclaimed, lane.NextSize) = (bytes % 3, bytes % 3 * 100));
                    turns.LookAgain();
                }
                else if (step == 4 && items.Count > 0)
                {
                    Settled(bytes % items.Count);
                }
                else if (rooms.Count > 0)
                {
                    Left(bytes % rooms.Count);
                }

                Settle();
                Assert.InRange(Used(turns), 0, All + 1500);
            }

            // Whoever has something leaves, and the queue is worked off as the receiver does it: everybody who waits gets in on the way.
            var idle = 0;
            while (rooms.Count + items.Count + waiting.Count + Queued() > 0)
            {
                if (rooms.Count > 0)
                {
                    Left(0);
                }
                else if (items.Count > 0)
                {
                    Settled(0);
                }
                else if (!ReceivesSome())
                {
                    // Nobody has anything, and nothing on the queue finds room: whoever waits was let in, and only has to be told.
                    Assert.True(waiting.Count > 0 && Task.WaitAny([.. waiting], Guard) >= 0, $"{waiting.Count} wait for ever, and {Queued()} items on the queue.");
                }

                Assert.True(++idle < 10_000);
                Settle();
            }

            turns.ForEach(lane => Assert.Equal((0, 0L), (lane.Held, lane.Bytes)));

            int Queued()
            {
                var queued = 0;
                turns.ForEach(lane => queued += lane.Unclaimed);
                return queued;
            }

            bool ReceivesSome()
            {
                List<string> orgs = [];
                turns.ForEach(lane =>
                {
                    if (lane.Unclaimed > 0)
                    {
                        orgs.Add(lane.OrgId);
                    }
                });
                var isFirst = true;
                foreach (var org in orgs)
                {
                    var room = turns.ReserveUpTo(org, 1, All / 4, isFirst);
                    if (room.Places > 0)
                    {
                        isFirst = false;
                        var (size, left) = turns.With(org, lane => ((int)lane.NextSize, lane.Unclaimed - 1));
                        var isIn = Receive(room, Math.Max(2, (size / 4) - 280));
                        turns.With(org, lane => lane.Unclaimed = isIn ? left : left + 1);
                        turns.Received(room.Lane, new OrgItems(org, [], !isIn || left > 0, isIn ? 0 : Math.Max(size, Least)));
                    }
                    else
                    {
                        room.Dispose();
                    }
                }

                return !isFirst;
            }

            bool Receive(Room room, int size)
            {
                var item = FlowExamples.Held(room.Lane.OrgId, size: size);
                var isIn = room.Places > 0 && (room.TakesAny || item.Bytes <= room.Bytes);
                if (isIn)
                {
                    items.Add((room.Lane, item));
                    Assert.True(room.TryFill([item]));
                }

                rooms.Add(room);
                return isIn;
            }

            void Settled(int at)
            {
                var (lane, item) = items[at];
                items.RemoveAt(at);
                turns.Done(lane, item, isSettled: true);
            }

            void Left(int at)
            {
                rooms[at].Dispose();
                rooms.RemoveAt(at);
            }

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

    private static long Used(Turns turns)
    {
        var used = 0L;
        turns.ForEach(lane => used += lane.Bytes);
        return used;
    }
}
