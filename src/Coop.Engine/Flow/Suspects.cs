using Coop.Engine.Signals;

namespace Coop.Engine.Flow;

/// <summary>
/// Items whose earlier holder ended without giving them back. One of them may be what ended it, so each is tried alone: nothing else is begun meanwhile. At first only for
/// a moment, so that many innocent ones that wait for a slow signal keep nobody; one that was tried so before is tried alone to its end, so that it is clear who it is if the process
/// ends again. Only tries alone count, and only what did not survive enough of them is parked.
/// </summary>
internal sealed class Suspects(FlowParts parts, Decider decider)
{
    // An item that still has not come to its end has long left the code that computes; others may begin while it waits for an answer.
    private const int ThoroughTimes = 10;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Queue<HeldItem>> _byOrg = new(StringComparer.Ordinal);
    private readonly Queue<string> _turns = new();
    private readonly Bell _some = new();

    public void Add(IReadOnlyCollection<HeldItem> items)
    {
        lock (_lock)
        {
            foreach (var item in items)
            {
                if (!_byOrg.TryGetValue(item.OrgId, out var queue))
                {
                    _byOrg.Add(item.OrgId, queue = new Queue<HeldItem>());
                    _turns.Enqueue(item.OrgId);
                }

                queue.Enqueue(item);
            }
        }

        _some.Ring();
    }

    /// <summary>Those that were not begun, taken out.</summary>
    public IReadOnlyList<HeldItem> Clear()
    {
        lock (_lock)
        {
            List<HeldItem> left = [.. _byOrg.Values.SelectMany(queue => queue)];
            _byOrg.Clear();
            _turns.Clear();
            return left;
        }
    }

    /// <summary>One suspect, from its beginning to its end.</summary>
    public async Task TryNextAsync(CancellationToken stopping)
    {
        HeldItem? suspect;
        while ((suspect = Next()) is null)
        {
            await _some.WaitAsync(stopping).ConfigureAwait(false);
        }

        var room = parts.Turns.ReserveAnyway(suspect.OrgId, 1, suspect.Bytes);
        var isTaken = false;
        try
        {
            var item = suspect.Received!;
            if (item.LoneAttempts >= parts.Options.LoneAttempts)
            {
                var reason = ReasonOf(item);
                await parts.Stream.ParkAsync(item, reason, CancellationToken.None).ConfigureAwait(false);
                parts.Say.Parked(item, reason, null);
            }
            else
            {
                isTaken = await TryAloneAsync(suspect, room, stopping).ConfigureAwait(false);
            }
        }
        finally
        {
            if (!isTaken)
            {
                parts.Leases.LetGo(suspect);
                room.Dispose();
            }
        }
    }

    /// <returns>Whether it was handed to the decider, who sees to the rest.</returns>
    private async Task<bool> TryAloneAsync(HeldItem suspect, Room room, CancellationToken stopping)
    {
        var (item, alone) = (suspect.Received!, parts.Options.Alone);
        var pause = parts.Turns.Pause();
        try
        {
            var started = parts.Time.GetTimestamp();
            await WithinAsync(parts.Turns.QuietAsync(), item.LoneAttempts == 0 ? alone / 4 : alone * 4, stopping).ConfigureAwait(false);
            if (!await parts.Stream.BeginAloneAsync(item, null, stopping).ConfigureAwait(false))
            {
                return false;
            }

            parts.Say.TriedAlone(item);
            var trying = parts.Turns.BeginAt(room, suspect, lane => Task.Run(
                () => Naming.DuringAsync(NameAsync, () => decider.DecideAsync(suspect, lane, stopping)), CancellationToken.None));
            await WithinAsync(trying, item.LoneAttempts == 0 ? alone : alone * ThoroughTimes, stopping).ConfigureAwait(false);
            pause.Dispose();
            var took = parts.Time.GetElapsedTime(started);
            if (item.LoneAttempts > 0)
            {
                await trying.ConfigureAwait(false);
            }

            // As long as it kept the others, they now have for themselves.
            await Task.Delay(took < alone ? took : alone, parts.Time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return true;
        }
        finally
        {
            pause.Dispose();
        }

        async ValueTask NameAsync(string running, CancellationToken cancellationToken) =>
            await parts.Stream.BeginAloneAsync(item, running, cancellationToken).ConfigureAwait(false);
    }

    private async Task WithinAsync(Task task, TimeSpan most, CancellationToken stopping)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        await Task.WhenAny(task, Task.Delay(most, parts.Time, either.Token)).ConfigureAwait(false);
        await either.CancelAsync().ConfigureAwait(false);
    }

    private HeldItem? Next()
    {
        lock (_lock)
        {
            if (!_turns.TryDequeue(out var orgId))
            {
                return null;
            }

            var queue = _byOrg[orgId];
            var next = queue.Dequeue();
            if (queue.Count > 0)
            {
                _turns.Enqueue(orgId);
            }
            else
            {
                _byOrg.Remove(orgId);
            }

            return next;
        }
    }

    private static string ReasonOf(StreamItem item) => item.Running is { } running
        ? $"The server ended {item.LoneAttempts} times while this item alone was being decided; the last time '{running}' was running."
        : $"The server ended {item.LoneAttempts} times while this item alone was being decided; no integration was running.";
}
