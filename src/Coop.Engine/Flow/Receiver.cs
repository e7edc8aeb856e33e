namespace Coop.Engine.Flow;

/// <summary>
/// Brings in what waits on the queue: of each organisation as much as it has room for in memory, by turns. Also looks, every so often, how much is waiting there.
/// </summary>
internal sealed class Receiver(FlowParts parts, Suspects suspects, Admission admission, Arrivals arrivals)
{
    private const int MostAtOnce = 512;

    /// <summary>Of the bytes that items may take in memory, the part that is asked for at once: the rest is left to who brings items now.</summary>
    private const int BytesPart = 4;

    /// <summary>At most this part of the time goes into counting what waits.</summary>
    private const int CountingShare = 20;

    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private long? _counted;
    private TimeSpan _pause;
    private TimeSpan _rest;
    private bool _hasWord;
    private int _turn;
    private Task? _work;
    private Task? _room;

    public async Task ReceiveAsync(CancellationToken stopping)
    {
        // Asked for before looking, so that no word of work is missed in between.
        _work ??= parts.Stream.WaitForWorkAsync(stopping);
        _room ??= parts.Turns.Roomy.WaitAsync(stopping);
        if (IsTimeToCount())
        {
            await CountAsync(stopping).ConfigureAwait(false);
        }

        if (await BringInAsync(stopping).ConfigureAwait(false))
        {
            return;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        await Task.WhenAny(_work, _room, Task.Delay(LookAgain, parts.Time, either.Token)).ConfigureAwait(false);
        await either.CancelAsync().ConfigureAwait(false);
        stopping.ThrowIfCancellationRequested();
        if (_room.IsCompleted)
        {
            await Taken(ref _room).ConfigureAwait(false);
        }

        if (_work.IsCompleted)
        {
            _hasWord = true;
            await Taken(ref _work).ConfigureAwait(false);
        }
    }

    /// <summary>Every so often; and when there is word of something that was not known of, but even then not all the time.</summary>
    private bool IsTimeToCount() =>
        _counted is not { } counted || parts.Time.GetElapsedTime(counted) is var since && (since >= _pause || (_hasWord && since >= _rest));

    private static Task Taken(ref Task? task)
    {
        var taken = task!;
        task = null;
        return taken;
    }

    private async Task CountAsync(CancellationToken stopping)
    {
        _hasWord = false;
        var started = parts.Time.GetTimestamp();
        var backlog = await parts.Stream.BacklogAsync(stopping).ConfigureAwait(false);
        _counted = parts.Time.GetTimestamp();
        _rest = parts.Time.GetElapsedTime(started) * CountingShare;
        _pause = _rest > LookAgain ? _rest : LookAgain;
        admission.Counted(backlog);
        arrivals.Settle();
    }

    /// <returns>False when nothing was there for which there is room.</returns>
    private async Task<bool> BringInAsync(CancellationToken stopping)
    {
        List<(string OrgId, int Unclaimed)> waiting = [];
        parts.Turns.ForEach(lane =>
        {
            if (lane.Unclaimed > 0)
            {
                waiting.Add((lane.OrgId, lane.Unclaimed));
            }
        });
        var rooms = Reserve(waiting);
        try
        {
            if (rooms.Count == 0)
            {
                return false;
            }

            List<OrgShare> shares = rooms.ConvertAll(room => new OrgShare(room.Lane.OrgId, room.Places, room.Bytes, room.TakesAny));
            var received = await parts.Stream.ReceiveAsync(shares, parts.Options.Lease, stopping).ConfigureAwait(false);
            foreach (var (room, org) in rooms.Zip(received))
            {
                List<HeldItem> items = [.. org.Items.Select(item => HeldItem.Of(item, isAwaited: false))];
                parts.Leases.Hold(items);
                if (!room.TryFill([.. items.Where(item => !item.Received!.IsSuspect)]))
                {
                    throw new InvalidOperationException("The flow is closed only after its receiver has ended.");
                }

                suspects.Add([.. items.Where(item => item.Received!.IsSuspect)]);
                parts.Turns.Received(room.Lane, org);
            }

            parts.Step?.Invoke(FlowStep.Claimed);
            return received.Any(org => org.Items.Count > 0);
        }
        finally
        {
            rooms.ForEach(room => room.Dispose());
        }
    }

    /// <summary>One of them after the other is the first, which may have as much as all the others together, and a single item however large. Who has no room at all leaves that to the next.</summary>
    private List<Room> Reserve(List<(string OrgId, int Unclaimed)> waiting)
    {
        if (waiting.Count == 0)
        {
            return [];
        }

        var first = (int)((uint)_turn++ % waiting.Count);
        var (each, bytes) = (Math.Max(1, MostAtOnce / waiting.Count), parts.Options.InMemoryBytes / BytesPart);
        List<Room> rooms = [];
        for (var i = 0; i < waiting.Count; i++)
        {
            var org = waiting[(first + i) % waiting.Count];
            var room = parts.Turns.ReserveUpTo(org.OrgId, Math.Min(each, org.Unclaimed), rooms.Count == 0 ? bytes : Math.Max(1, bytes / waiting.Count), isFirst: rooms.Count == 0);
            if (room.Places > 0)
            {
                rooms.Add(room);
            }
        }

        return rooms;
    }
}
