namespace Coop.Engine.Flow;

/// <summary>
/// As many as there are cores. Each begins item after item; whatever an item waits for, it waits without a thinker. One who does not come back from somebody's code, which
/// promised to compute and blocks instead, is replaced.
/// </summary>
internal sealed class Thinkers(FlowParts parts, Decider decider)
{
    private const int MostReplaced = 64;

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Stuck = TimeSpan.FromSeconds(1);

    private readonly HashSet<Thinker> _thinking = [];
    private int _replaced;

    /// <summary>Begins items until it is to stop.</summary>
    /// <param name="ending">Ends those that are still under way.</param>
    public async Task RunAsync(CancellationToken stopping, CancellationToken ending)
    {
        while (!stopping.IsCancellationRequested)
        {
            while (_thinking.Count < parts.Options.ThinkersOrCores)
            {
                var thinker = new Thinker();
                _thinking.Add(thinker);
                _ = Task.Run(() => ThinkAsync(thinker, stopping, ending), CancellationToken.None);
            }

            await Task.Delay(LookAgain, parts.Time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            DismissStuck();
        }
    }

    private async Task ThinkAsync(Thinker thinker, CancellationToken stopping, CancellationToken ending)
    {
        var loop = new Loop(FlowPart.Deciding, parts.Say, parts.Time);
        await loop.RunAsync(_ => TurnAsync(thinker, stopping, ending), stopping, () => thinker.IsReplaced).ConfigureAwait(false);
        if (thinker.IsReplaced)
        {
            Interlocked.Decrement(ref _replaced);
        }
    }

    private async Task TurnAsync(Thinker thinker, CancellationToken stopping, CancellationToken ending)
    {
        var turn = await parts.Turns.NextAsync(stopping).ConfigureAwait(false);
        var started = parts.Time.GetTimestamp();
        foreach (var item in turn.Items)
        {
            thinker.Begins(item, parts.Time.GetTimestamp());
            _ = decider.DecideAsync(item, turn.Lane, ending);
        }

        thinker.Begins(null, 0);
        parts.Turns.Took(turn, parts.Time.GetElapsedTime(started));
        // Requests stand behind the thinkers for the same threads.
        await Task.Yield();
    }

    private void DismissStuck()
    {
        foreach (var thinker in _thinking.Where(thinker => thinker.Since is { } since && parts.Time.GetElapsedTime(since) > Stuck).ToList())
        {
            if (Volatile.Read(ref _replaced) >= MostReplaced)
            {
                return;
            }

            Interlocked.Increment(ref _replaced);
            thinker.Dismiss();
            _thinking.Remove(thinker);
            parts.Say.ThinkerStuck(thinker.OrgId ?? "", Stuck);
        }
    }

    private sealed class Thinker
    {
        private volatile bool _isReplaced;
        private long _since;

        public string? OrgId { get; private set; }

        /// <summary>When it began the item it is busy with; null when it is with none.</summary>
        public long? Since => Volatile.Read(ref _since) is not 0 and var since ? since : null;

        public bool IsReplaced => _isReplaced;

        public void Begins(HeldItem? item, long now)
        {
            OrgId = item?.OrgId;
            Volatile.Write(ref _since, now);
        }

        public void Dismiss() => _isReplaced = true;
    }
}
