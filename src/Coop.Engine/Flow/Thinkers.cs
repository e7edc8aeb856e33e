namespace Coop.Engine.Flow;

/// <summary>
/// As many as there are cores. Each begins item after item; whatever an item waits for, it waits without a thinker. One who does not come back from somebody's code, which
/// promised to compute and blocks instead, is replaced.
/// </summary>
internal sealed class Thinkers(FlowParts parts, Decider decider)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Stuck = TimeSpan.FromSeconds(1);

    private readonly HashSet<Thinker> _thinking = [];

    /// <summary>Those that only begin what a stuck one had taken for its turn.</summary>
    private readonly HashSet<Thinker> _helping = [];

    // Items whose thread was not in anybody's code yet when it was found to be stuck: it may be there by now.
    private readonly List<Busy> _untaken = [];

    /// <summary>Begins items until it is to stop, and looks after whoever is stuck until all have stopped.</summary>
    /// <param name="ending">Ends those that are still under way.</param>
    public async Task RunAsync(CancellationToken stopping, CancellationToken stopped, CancellationToken ending)
    {
        while (!stopped.IsCancellationRequested)
        {
            while (!stopping.IsCancellationRequested && _thinking.Count < parts.Options.ThinkersOrCores)
            {
                var thinker = new Thinker();
                _thinking.Add(thinker);
                _ = Task.Run(() => ThinkAsync(thinker, stopping, ending), CancellationToken.None);
            }

            await Task.Delay(LookAgain, parts.Time, stopped).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            ReplaceStuck(ending);
        }
    }

    private async Task ThinkAsync(Thinker thinker, CancellationToken stopping, CancellationToken ending)
    {
        var loop = new Loop(FlowPart.Deciding, parts.Say, parts.Time);
        await loop.RunAsync(_ => TurnAsync(thinker, stopping, ending), stopping, () => thinker.IsDismissed).ConfigureAwait(false);
    }

    private async Task TurnAsync(Thinker thinker, CancellationToken stopping, CancellationToken ending)
    {
        var turn = await parts.Turns.NextAsync(stopping).ConfigureAwait(false);
        var started = parts.Time.GetTimestamp();
        Begin(thinker, turn, ending);
        parts.Turns.Took(turn, parts.Time.GetElapsedTime(started));
        // Requests stand behind the thinkers for the same threads.
        await Task.Yield();
    }

    private void Begin(Thinker thinker, Turn turn, CancellationToken ending)
    {
        while (turn.TryTake() is { } item)
        {
            var busy = new Busy(item, turn, parts.Time.GetTimestamp());
            thinker.Begin(busy);
            _ = decider.DecideAsync(item, turn.Lane, ending);
            if (!thinker.TryEnd(busy))
            {
                // Somebody else has the rest of the turn.
                GoesOn(busy);
                return;
            }
        }
    }

    private void ReplaceStuck(CancellationToken ending)
    {
        _helping.RemoveWhere(helper => helper.IsOver);
        _untaken.RemoveAll(stuck => stuck.HasGoneOn || TryTakeOver(stuck, ending));
        foreach (var thinker in _thinking.Concat(_helping).ToList())
        {
            if (thinker.Busy is not { } busy || parts.Time.GetElapsedTime(busy.Since) < Stuck || !thinker.TryDismiss(busy))
            {
                continue;
            }

            _thinking.Remove(thinker);
            _helping.Remove(thinker);
            parts.Turns.Stuck(busy.Turn.Lane);
            if (!TryTakeOver(busy, ending))
            {
                _untaken.Add(busy);
            }

            var helper = new Thinker();
            _helping.Add(helper);
            _ = Task.Run(
                () =>
                {
                    Begin(helper, busy.Turn, ending);
                    helper.IsOver = true;
                },
                CancellationToken.None);
            // Not before any of that, and not by this thread: it looks after all the others.
            _ = Task.Run(() => Tell(busy.Item), CancellationToken.None);
        }
    }

    /// <summary>Its organisation is free to go on when the item has, or its thread is back.</summary>
    /// <returns>False as long as no code has the item.</returns>
    private bool TryTakeOver(Busy stuck, CancellationToken ending)
    {
        if (decider.TakeOver(stuck.Item, stuck.Turn.Lane, ending) is not { } taken)
        {
            return false;
        }

        _ = WaitAsync();
        return true;

        async Task WaitAsync()
        {
            await taken.ConfigureAwait(false);
            GoesOn(stuck);
        }
    }

    private void GoesOn(Busy stuck)
    {
        if (stuck.TryGoOn())
        {
            parts.Turns.GoesOn(stuck.Turn.Lane);
        }
    }

    private void Tell(HeldItem item)
    {
        var signal = Volatile.Read(ref item.Lent)?.Running;
        var code = signal is null ? null : $"Signal {signal.Descriptor.Id} of integration {signal.IntegrationId}";
        parts.Say.ThinkerStuck(item.OrgId, item.Item?.Id ?? item.Received!.Submission.ItemId, code, Stuck);
    }
}
