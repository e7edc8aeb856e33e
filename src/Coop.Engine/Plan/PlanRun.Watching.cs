using Coop.Engine.Deciding;
using Coop.Engine.Items;
using Coop.Engine.Signals;

namespace Coop.Engine.Plan;

/// <summary>What happens when an author's code keeps the thread it was lent.</summary>
internal sealed partial class PlanRun
{
    // The one that began with the item: whoever waits for the run waits for what it loses.
    private readonly LentThread _first = new();
    private LentThread _lent;

    // What the thread was last lent to when it looked for sets of matching values.
    private MatcherPart? _matching;

    // Of the watch alone: which turn it saw when it last looked, and how often.
    private long _seenTurn;
    private int _seenTimes;
    private Item? _takenFrom;

    /// <summary>Whose code has the thread that began with the item, also when it has lost the run; null when nobody's has.</summary>
    public CatalogueSignal? Running => _first.Look()?.Signal;

    /// <summary>What comes out when somebody else finishes the run.</summary>
    public Task<PlanResult> WhenTaken => _first.WhenLost;

    /// <summary>The same for whoever holds on to a run that may long be at work on another item.</summary>
    /// <returns>Null when the run came to its end with this item, or is not at work on it any more.</returns>
    public Task<PlanResult>? WhenTakenFrom(Item item)
    {
        if (ReferenceEquals(Volatile.Read(ref _subject)?.Item, item))
        {
            // From here on the run is not kept for another item, unless it was on its way there already: then it has forgotten this one.
            var taken = WhenTaken;
            // Either the run sees that it is asked for before it is kept, or it is seen here to have forgotten the item.
            Interlocked.MemoryBarrierProcessWide();
            if (ReferenceEquals(Volatile.Read(ref _subject)?.Item, item))
            {
                return taken;
            }
        }

        // What was taken is never kept for another item.
        return ReferenceEquals(Volatile.Read(ref _takenFrom), item) ? WhenTaken : null;
    }

    /// <summary>
    /// Takes the run from a thread that has been in one call for longer than the signal's limit, and was seen in it again and again. A machine that stood still for as long
    /// lets nobody look meanwhile, and no signal's code is to blame for that.
    /// </summary>
    /// <returns>Whether an author's code has the thread now.</returns>
    public bool Watch()
    {
        var lent = Volatile.Read(ref _lent);
        if (lent.Look() is not { } turn)
        {
            return false;
        }

        (_seenTurn, _seenTimes) = (turn.Number, turn.Number == _seenTurn ? _seenTimes + 1 : 1);
        if (_time.GetElapsedTime(turn.Since) < turn.Signal.Limits.Timeout || _seenTimes < RunWatch.LooksIn(turn.Signal.Limits.Timeout))
        {
            return true;
        }

        if (lent.Take(turn))
        {
            // What the stuck thread may still write into stays with it, and its turns with it.
            (_seenTurn, _seenTimes) = (0, 0);
            var next = new LentThread();
            Volatile.Write(ref _lent, next);
            _matches = new SignalMatches();
            Volatile.Write(ref _takenFrom, _subject.Item);
            lent.LostTo(GoOnElsewhereAsync(next, turn.Signal));
        }

        return false;
    }

    /// <summary>Whatever goes wrong here is told to whoever waits for the run: the watch looks after all others too.</summary>
    private async Task<PlanResult> GoOnElsewhereAsync(LentThread next, CatalogueSignal signal)
    {
        // The watch looks after all others too: it neither goes through this organisation's lists nor waits for a log.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        if (_cursor < _program.Groups.Length)
        {
            // It is these lists of this organisation that the code does not come to an end with, whatever it does with others.
            _plan.Stop(_matching!);
        }
        else
        {
            _plan.Signals.Distrust(signal, _plan.Source.OrgId);
        }

        // The thread that goes on may get stuck in its turn, in another signal.
        var first = await Task.WhenAny(Task.Run(() => GoOnWithout(signal)), next.WhenLost).ConfigureAwait(false);
        return await first.ConfigureAwait(false);
    }

    private LentThread Enter(CatalogueSignal signal)
    {
        var lent = _lent;
        lent.Enter(signal, _last);
        _plan.Watch.Attend();
        return lent;
    }

    /// <summary>
    /// On another thread: a stuck call counts as timed out, and everything else goes on from where it stood. What a stuck matcher was to look for has no answer yet: it is
    /// looked for apart, each set for itself.
    /// </summary>
    private Task<PlanResult> GoOnWithout(CatalogueSignal signal)
    {
        var elapsed = Lap();
        if (_cursor >= _program.Groups.Length)
        {
            Add(new MeasuredValue(SignalOutcome.Failed(FailureKind.TimedOut, $"No answer within {signal.Limits.Timeout.TotalSeconds:0.###} s."), elapsed, false));
            _valueAt++;
            Postpone(_program.Steps[_cursor - _program.Groups.Length], null);
            _cursor++;
        }
        else if (!_hasStuckPart)
        {
            // The sets of the parts after it have done nothing: they keep their matchers.
            (_hasStuckPart, _partAt) = (true, _partAt + 1);
        }
        else
        {
            // One after the other would take the item's time and a thread each: what is left of the group is measured off this thread, each set for itself.
            _passedOver.Add(_program.Groups[_cursor].Group);
            EndGroup();
        }

        return ExecuteAsync().AsTask();
    }
}
