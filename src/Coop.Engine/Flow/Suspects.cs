using Coop.Engine.Signals;

namespace Coop.Engine.Flow;

/// <summary>
/// Items whose earlier holder ended without giving them back. One of them may be what ended it, so they are tried while nothing else is begun: first many together and for a moment
/// only, so that a server that was merely killed is soon through with them. What was in a group that the process did not survive goes on in a smaller one, and then alone to its end, so
/// that it is clear who it is if the process ends again. Only trials alone count, and only what did not survive enough of them is parked.
/// </summary>
internal sealed class Suspects(FlowParts parts, Decider decider)
{
    // One that still has not come to its end has long left the code that computes; others may begin while it waits for an answer.
    private const int AloneTimes = 10;

    // Of the moment of a group, the part that what is under way has to come to its end.
    private const double QuietShare = 0.25;

    private readonly SuspectQueue _queue = new();

    public void Add(IReadOnlyCollection<HeldItem> items)
    {
        if (items.Count > 0)
        {
            _queue.Add(items);
        }
    }

    /// <summary>Those that were not begun, taken out.</summary>
    public IReadOnlyList<HeldItem> Clear() => _queue.Clear();

    /// <summary>One trial: of a group, or of one suspect alone from its beginning to its end.</summary>
    public async Task TryNextAsync(CancellationToken stopping)
    {
        var suspects = await _queue.NextAsync(stopping).ConfigureAwait(false);
        var isOver = false;
        try
        {
            var first = suspects[0].Received!;
            var trials = SuspectQueue.LoneTrials(first);
            if (trials < 0)
            {
                await TryTogetherAsync(suspects, stopping).ConfigureAwait(false);
            }
            else if (trials < parts.Options.LoneAttempts)
            {
                await TryAloneAsync(suspects[0], trials, stopping).ConfigureAwait(false);
            }
            else
            {
                var reason = ReasonOf(first);
                await parts.Stream.ParkAsync(first, reason, CancellationToken.None).ConfigureAwait(false);
                parts.Leases.LetGo(suspects[0]);
                parts.Say.Parked(first, reason, null);
            }

            isOver = true;
        }
        finally
        {
            // Nothing was begun: it could not be noted that it would be. They stay held, for the next turn or to be given back at the end.
            if (!isOver)
            {
                _queue.Add(suspects);
            }
        }
    }

    private async Task TryTogetherAsync(IReadOnlyList<HeldItem> suspects, CancellationToken stopping)
    {
        var most = parts.Options.Alone;
        using var pause = parts.Turns.Pause();
        var started = parts.Time.GetTimestamp();
        await WithinAsync(parts.Turns.QuietAsync(), most * QuietShare, stopping).ConfigureAwait(false);
        var begun = await BeginAsync(suspects, stopping).ConfigureAwait(false);
        if (begun.Count > 0)
        {
            parts.Say.TriedTogether(begun.Count, begun[0].Received!.Trials);
        }

        foreach (var org in begun.GroupBy(item => item.OrgId, StringComparer.Ordinal))
        {
            using var room = parts.Turns.ReserveAnyway(org.Key, org.Count(), org.Sum(item => item.Bytes));
            parts.Turns.BeginTrial(room, [.. org]);
        }

        await WithinAsync(parts.Turns.QuietAsync(), most * (1 - QuietShare), stopping).ConfigureAwait(false);
        pause.Dispose();
        await LetOthersAsync(parts.Time.GetElapsedTime(started), stopping).ConfigureAwait(false);
    }

    private async Task TryAloneAsync(HeldItem suspect, int trials, CancellationToken stopping)
    {
        var (item, most) = (suspect.Received!, parts.Options.Alone);
        using var pause = parts.Turns.Pause();
        var started = parts.Time.GetTimestamp();
        await WithinAsync(parts.Turns.QuietAsync(), most * 4, stopping).ConfigureAwait(false);
        if ((await BeginAsync([suspect], stopping).ConfigureAwait(false)).Count == 0)
        {
            return;
        }

        parts.Say.TriedAlone(item, trials);
        using var room = parts.Turns.ReserveAnyway(suspect.OrgId, 1, suspect.Bytes);
        var trying = parts.Turns.BeginAt(room, suspect, lane => Task.Run(
            () => Naming.DuringAsync(NameAsync, () => decider.DecideAsync(suspect, lane, stopping)), CancellationToken.None));
        await WithinAsync(trying, most * AloneTimes, stopping).ConfigureAwait(false);
        pause.Dispose();
        var took = parts.Time.GetElapsedTime(started);
        await trying.ConfigureAwait(false);
        await LetOthersAsync(took, stopping).ConfigureAwait(false);

        async ValueTask NameAsync(string running, CancellationToken cancellationToken) =>
            await parts.Stream.BeginTrialAsync([item], running, cancellationToken).ConfigureAwait(false);
    }

    /// <returns>Those that are ours to begin; the others somebody else holds by now.</returns>
    private async Task<List<HeldItem>> BeginAsync(IReadOnlyList<HeldItem> suspects, CancellationToken stopping)
    {
        var ours = (await parts.Stream.BeginTrialAsync([.. suspects.Select(item => item.Received!)], null, stopping).ConfigureAwait(false))
            .Select(item => item.Sequence).ToHashSet();
        foreach (var lost in suspects.Where(item => !ours.Contains(item.Received!.Sequence)))
        {
            parts.Leases.LetGo(lost);
        }

        return [.. suspects.Where(item => ours.Contains(item.Received!.Sequence))];
    }

    /// <summary>As long as a trial kept the others, they now have for themselves.</summary>
    private async Task LetOthersAsync(TimeSpan took, CancellationToken stopping)
    {
        var most = parts.Options.Alone;
        await Task.Delay(took < most ? took : most, parts.Time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task WithinAsync(Task task, TimeSpan most, CancellationToken stopping)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        await Task.WhenAny(task, Task.Delay(most, parts.Time, either.Token)).ConfigureAwait(false);
        await either.CancelAsync().ConfigureAwait(false);
    }

    private static string ReasonOf(StreamItem item)
    {
        var ended = $"The server ended {SuspectQueue.LoneTrials(item)} times while this item alone was being decided";
        return item.Running is { } running ? $"{ended}; the last time '{running}' was running." : $"{ended}; no integration was running.";
    }
}
