using Coop.Engine.Deciding;
using Coop.Engine.Items;
using Coop.Engine.Signals;

namespace Coop.Engine.Plan;

/// <summary>What happens when an author's code keeps the thread it was lent.</summary>
internal sealed partial class PlanRun
{
    /// <summary>Odd while an author's code has the thread; a new number for each time.</summary>
    private long _turn;
    private long _enteredAt;
    private CatalogueSignal? _entered;

    // Of the watch alone: which turn it saw when it last looked, and how often.
    private long _seenTurn;
    private int _seenTimes;
    private TaskCompletionSource<Task<PlanResult>>? _taken;
    private Item? _takenFrom;

    /// <summary>What comes out when somebody else finishes the run.</summary>
    public Task<PlanResult> WhenTaken => Taken.Task.Unwrap();

    /// <summary>The same for whoever holds on to a run that may long be at work on another item.</summary>
    /// <returns>Null when the run came to its end with this item, or is not at work on it any more.</returns>
    public Task<PlanResult>? WhenTakenFrom(Item item)
    {
        if (ReferenceEquals(Volatile.Read(ref _subject)?.Item, item))
        {
            // From here on the run is not kept for another item, unless it was on its way there already: then it has forgotten this one.
            var taken = WhenTaken;
            Interlocked.MemoryBarrier();
            if (ReferenceEquals(Volatile.Read(ref _subject)?.Item, item))
            {
                return taken;
            }
        }

        // What was taken is never kept for another item.
        return ReferenceEquals(Volatile.Read(ref _takenFrom), item) ? WhenTaken : null;
    }

    private TaskCompletionSource<Task<PlanResult>> Taken
    {
        get
        {
            if (_taken is null)
            {
                Interlocked.CompareExchange(ref _taken, new(TaskCreationOptions.RunContinuationsAsynchronously), null);
            }

            return _taken;
        }
    }

    /// <summary>
    /// Takes the run from a thread that has been in one call for longer than the signal's limit, and was seen in it again and again. A machine that stood still for as long
    /// lets nobody look meanwhile, and no signal's code is to blame for that.
    /// </summary>
    /// <returns>Whether an author's code has the thread now.</returns>
    public bool Watch()
    {
        var turn = Volatile.Read(ref _turn);
        if ((turn & 1) == 0)
        {
            return false;
        }

        (_seenTurn, _seenTimes) = (turn, turn == _seenTurn ? _seenTimes + 1 : 1);
        var (entered, signal) = (Volatile.Read(ref _enteredAt), Volatile.Read(ref _entered));
        if (Volatile.Read(ref _turn) != turn || signal is null || _time.GetElapsedTime(entered) < signal.Limits.Timeout
            || _seenTimes < RunWatch.LooksIn(signal.Limits.Timeout))
        {
            return true;
        }

        var taken = Taken;
        if (Interlocked.CompareExchange(ref _turn, turn + 1, turn) == turn)
        {
            Volatile.Write(ref _takenFrom, _subject.Item);
            _plan.Signals.Distrust(signal);
            taken.SetResult(Task.Run(() => GoOnWithout(signal)));
        }

        return false;
    }

    /// <returns>The turn, to leave with.</returns>
    private long Enter(CatalogueSignal signal)
    {
        Volatile.Write(ref _entered, signal);
        Volatile.Write(ref _enteredAt, _last);
        var turn = _turn + 1;
        // A full fence: either the watch sees the turn, or this thread sees that the watch has stopped.
        Interlocked.Exchange(ref _turn, turn);
        _plan.Watch.Attend();
        return turn;
    }

    /// <returns>False when the run was taken meanwhile: nothing of it may be touched.</returns>
    private bool Leave(long turn) => Interlocked.CompareExchange(ref _turn, turn + 1, turn) == turn;

    /// <summary>On another thread: the stuck call counts as timed out, and everything else goes on from where it stood.</summary>
    private Task<PlanResult> GoOnWithout(CatalogueSignal signal)
    {
        var late = MeasuredValue.Without(SignalOutcome.Failed(FailureKind.TimedOut, $"No answer within {signal.Limits.Timeout.TotalSeconds:0.###} s."));
        late = late with { ElapsedTicks = Lap() };
        if (_cursor < _program.Groups.Length)
        {
            var start = Add(late);
            var group = _program.Groups[_cursor];
            foreach (var at in group.Steps)
            {
                if (at >= 0)
                {
                    Set(_program.Steps[at], start, 1);
                }
            }
        }
        else
        {
            Add(late);
            _valueAt++;
            Postpone(_program.Steps[_cursor - _program.Groups.Length], null);
        }

        _cursor++;
        return ExecuteAsync().AsTask();
    }
}
