namespace Coop.Engine.Flow;

/// <summary>
/// As many as there are cores. Each begins item after item; whatever an item waits for, it waits without a thinker. One who does not come back from somebody's code, which
/// promised to compute and blocks instead, is replaced.
/// </summary>
internal sealed class Thinkers(FlowParts parts, Decider decider)
{
    private const int MostDismissed = 64;

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Stuck = TimeSpan.FromSeconds(1);

    private readonly HashSet<Thinker> _thinking = [];

    /// <summary>Those that only begin what a stuck one had taken for its turn.</summary>
    private readonly HashSet<Thinker> _helping = [];
    private int _dismissed;

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
        Over(thinker);
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
        while (!thinker.IsDismissed && turn.TryTake() is { } item)
        {
            thinker.Busy = new Busy(item, turn, parts.Time.GetTimestamp());
            _ = decider.DecideAsync(item, turn.Lane, ending);
        }

        thinker.Busy = null;
    }

    private void ReplaceStuck(CancellationToken ending)
    {
        _helping.RemoveWhere(helper => helper.Busy is null);
        foreach (var thinker in _thinking.Concat(_helping).ToList())
        {
            if (thinker.Busy is not { } busy || parts.Time.GetElapsedTime(busy.Since) < Stuck || Volatile.Read(ref _dismissed) >= MostDismissed)
            {
                continue;
            }

            Interlocked.Increment(ref _dismissed);
            thinker.Dismiss();
            _thinking.Remove(thinker);
            _helping.Remove(thinker);
            Tell(busy.Item);
            decider.TakeOver(busy.Item, busy.Turn.Lane, ending);
            var helper = new Thinker { Busy = busy with { Since = parts.Time.GetTimestamp() } };
            _helping.Add(helper);
            _ = Task.Run(
                () =>
                {
                    Begin(helper, busy.Turn, ending);
                    Over(helper);
                },
                CancellationToken.None);
        }
    }

    private void Tell(HeldItem item)
    {
        var signal = Volatile.Read(ref item.Lent)?.Running;
        var code = signal is null ? null : $"Signal {signal.Descriptor.Id} of integration {signal.IntegrationId}";
        parts.Say.ThinkerStuck(item.OrgId, item.Item?.Id ?? item.Received!.Submission.ItemId, code, Stuck);
    }

    private void Over(Thinker thinker)
    {
        if (thinker.IsDismissed)
        {
            Interlocked.Decrement(ref _dismissed);
        }
    }

    private sealed class Thinker
    {
        private volatile Busy? _busy;
        private volatile bool _isDismissed;

        /// <summary>Null while it has nothing to think about.</summary>
        public Busy? Busy
        {
            get => _busy;
            set => _busy = value;
        }

        public bool IsDismissed => _isDismissed;

        public void Dismiss() => _isDismissed = true;
    }

    /// <param name="Since">A timestamp of the monotonic clock.</param>
    private sealed record Busy(HeldItem Item, Turn Turn, long Since);
}
