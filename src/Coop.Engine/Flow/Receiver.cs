namespace Coop.Engine.Flow;

/// <summary>
/// Brings in what waits on the queue: of each organisation as much as it has room for in memory, by turns. Also looks, every so often, how much is waiting there.
/// </summary>
internal sealed class Receiver(FlowParts parts, Suspects suspects, Admission admission, Arrivals arrivals)
{
    private const int MostAtOnce = 512;

    /// <summary>At most this part of the time goes into counting what waits.</summary>
    private const int CountingShare = 20;

    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private long? _counted;
    private TimeSpan _pause;
    private TimeSpan _rest;
    private bool _hasWord;
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
        var each = waiting.Count == 0 ? 0 : Math.Max(1, MostAtOnce / waiting.Count);
        var rooms = waiting.ConvertAll(org => parts.Turns.ReserveUpTo(org.OrgId, Math.Min(each, org.Unclaimed)));
        try
        {
            List<OrgShare> shares = [.. rooms.Where(room => room.Places > 0).Select(room => new OrgShare(room.Lane.OrgId, room.Places))];
            if (shares.Count == 0)
            {
                return false;
            }

            var received = await parts.Stream.ReceiveAsync(shares, parts.Options.Lease, stopping).ConfigureAwait(false);
            var byOrg = received.ToLookup(item => item.Submission.OrgId, item => HeldItem.Of(item, isAwaited: false), StringComparer.Ordinal);
            foreach (var room in rooms)
            {
                List<HeldItem> items = [.. byOrg[room.Lane.OrgId]];
                parts.Leases.Hold(items);
                var asked = room.Places;
                if (!room.TryFill([.. items.Where(item => !item.Received!.IsSuspect)]))
                {
                    throw new InvalidOperationException("The flow is closed only after its receiver has ended.");
                }

                suspects.Add([.. items.Where(item => item.Received!.IsSuspect)]);
                // Fewer than asked for: there are no more. Others may have taken them.
                admission.Received(room.Lane, items.Count, items.Count == asked);
            }

            parts.Step?.Invoke(FlowStep.Claimed);
            return received.Count > 0;
        }
        finally
        {
            rooms.ForEach(room => room.Dispose());
        }
    }
}
