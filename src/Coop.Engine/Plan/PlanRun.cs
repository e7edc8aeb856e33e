using System.Runtime.InteropServices;
using Coop.Engine.Deciding;
using Coop.Engine.Signals;
using Coop.Integrations;

namespace Coop.Engine.Plan;

/// <summary>
/// The rules of one type of item at work on one item. What costs nothing is measured first, one after the other on the thread at hand; what is left is measured side by side
/// by <see cref="PaidMeasuring"/>. Kept for the next item of the type, so that nothing is allocated but what a decision keeps.
/// </summary>
/// <remarks>
/// A thread that gets stuck in an author's code loses the run: <see cref="RunWatch"/> takes it, and whoever takes it owns everything in here. The thread that was stuck finds
/// that out when it comes back, before it touches anything.
/// </remarks>
internal sealed partial class PlanRun
{
    private readonly RulePlan _plan;
    private readonly TypeProgram _program;
    private readonly TimeProvider _time;
    private readonly SpareRuns _spare;
    private readonly byte[] _codes;
    private readonly Selected[] _selected;
    private readonly int[] _inputStarts;
    private readonly int[] _inputCounts;
    private readonly double _spanTicks;
    private readonly List<ScalarValue> _values = [];

    private readonly List<(int Set, int Value, MeasuredValue Measured)> _found = [];
    private readonly List<Unfinished> _unfinished = [];

    // Groups that got stuck more than once with this item.
    private readonly List<MatcherGroup> _passedOver = [];

    private SignalMatches _matches = new();
    private MeasuredValue[] _measured;

    // By value: what signals are given of it. Fifty look at one text.
    private GivenPart?[] _given = [];
    private int _used;
    private MeasuredRange[] _ranges = [];
    private EvaluationSubject _subject = null!;
    private DateTimeOffset _now;
    private CancellationToken _caller;
    private SignalInputs _inputs;
    private long _began;
    private long _last;

    private bool _hasExpired;

    // Where the free measuring stands: groups first, then steps; which part of a group, and which value of a step, is being measured.
    private int _cursor;
    private int _partAt;
    private bool _hasStuckPart;
    private int _valueAt;

    /// <param name="spare">Where it waits for the next item.</param>
    public PlanRun(RulePlan plan, TypeProgram program, TimeProvider time, SpareRuns spare)
    {
        (_plan, _program, _time, _spare, _lent) = (plan, program, time, spare, _first);
        _spanTicks = (double)TimeSpan.TicksPerSecond / time.TimestampFrequency;
        _codes = new byte[program.Codes];
        Signals = plan.Signals;
        _selected = new Selected[program.Inputs.Length];
        _inputStarts = new int[program.Inputs.Length];
        _inputCounts = new int[program.Inputs.Length];
        _measured = new MeasuredValue[Math.Max(16, program.Steps.Length)];
    }

    public PlanRun Begin(EvaluationSubject subject, DateTimeOffset now, CancellationToken caller, Func<string, CancellationToken, ValueTask>? naming = null)
    {
        (_subject, _now, _caller) = (subject, now, caller);
        Signals = naming is null ? _plan.Signals : new NamedSignals(_plan.Signals, naming);
        _inputs = new SignalInputs(_plan, subject);
        _ranges = GC.AllocateUninitializedArray<MeasuredRange>(_plan.Measurements.Length);
        Array.Fill(_ranges, MeasuredRange.NotMeasured);
        _codes.AsSpan(0, _program.Leaves).Fill(Verdict.Pending);
        _hasStuckPart = false;
        _passedOver.Clear();
        (_used, _cursor, _partAt, _valueAt, _hasExpired) = (0, 0, 0, 0, false);
        foreach (var rule in _program.Expiring)
        {
            _hasExpired |= IsExpired(rule);
        }

        _began = _last = _time.GetTimestamp();
        for (var i = 0; i < _program.Inputs.Length; i++)
        {
            _inputStarts[i] = _values.Count;
            _selected[i] = InputSelection.Select(_program.Inputs[i], subject, _values);
            _inputCounts[i] = _values.Count - _inputStarts[i];
        }

        if (_given.Length < _values.Count)
        {
            _given = new GivenPart?[_values.Count];
        }

        return this;
    }

    public IReadOnlyList<Unfinished> Begun => _unfinished;

    public long BeganAt => _began;

    public ISignalRunner Signals { get; private set; }

    /// <summary>Whether one call is made after the other.</summary>
    public bool IsOneByOne => Signals is NamedSignals;

    public ReadOnlySpan<byte> Codes => _codes;

    /// <summary>What is to be called for a step, value by value.</summary>
    public SignalCall[] CallsOf(Step step)
    {
        if (_selected[step.Input] == Selected.WholeItem)
        {
            return [new SignalCall(step.What.Signal!, _inputs.ForItem(step.What))];
        }

        var calls = new SignalCall[_inputCounts[step.Input]];
        for (var i = 0; i < calls.Length; i++)
        {
            calls[i] = new SignalCall(step.What.Signal!, InputOf(step, i));
        }

        return calls;
    }

    /// <summary>As far as it goes on this thread; the rest goes on by itself.</summary>
    public ValueTask<PlanResult> ExecuteAsync()
    {
        var lent = _lent;
        if (!MeasureFree())
        {
            return new(lent.WhenLost);
        }

        if (!SettleSets() && _unfinished.Count == 0)
        {
            return new(Finish());
        }

        return new(new PaidMeasuring(this, _plan, _program, _time, _caller).RunAsync());
    }

    /// <summary>Forgets the item and what it was given, so that a kept run holds on to nothing.</summary>
    private void Clear()
    {
        _given.AsSpan(0, _values.Count).Clear();
        _values.Clear();
        _unfinished.Clear();
        _measured.AsSpan(0, _used).Clear();
        (_ranges, _inputs, _caller) = ([], default, default);
        Volatile.Write(ref _subject, null!);
    }

    /// <returns>False when somebody else has the run now.</returns>
    private bool MeasureFree()
    {
        var (groups, steps) = (_program.Groups, _program.Steps);
        while (_cursor < groups.Length)
        {
            if (!Match(groups[_cursor]))
            {
                return false;
            }

            EndGroup();
        }

        for (; _cursor < groups.Length + steps.Length; _cursor++)
        {
            if (!MeasureFree(steps[_cursor - groups.Length]))
            {
                return false;
            }
        }

        return true;
    }

    private bool MeasureFree(Step step)
    {
        var (what, place) = (step.What, step.What.Place);
        if (_ranges[place].Start != MeasuredTable.NotMeasured)
        {
            // By its group, which has judged already what nothing matched.
            return true;
        }

        if (_selected[step.Input] == Selected.Nothing && what.What.Kind != MeasurementKind.Derived)
        {
            Set(step, MeasuredTable.NotProvided, 0);
        }
        else if (_selected[step.Input] == Selected.Values && _inputCounts[step.Input] == 0)
        {
            Set(step, _used, 0);
        }
        else if (what.Refusal is { } refusal)
        {
            Set(step, Add(MeasuredValue.Without(refusal)), 1);
        }
        else if (what.What.Kind == MeasurementKind.Presence)
        {
            Set(step, _used, 0);
        }
        else if (what.What.Kind == MeasurementKind.Bare)
        {
            var start = _used;
            for (var i = 0; i < _inputCounts[step.Input]; i++)
            {
                Add(MeasuredValue.Of(_values[_inputStarts[step.Input] + i]));
            }

            Set(step, start, _used - start);
        }
        else
        {
            return RunPure(step);
        }

        return true;
    }

    /// <summary>The values of a signal that promises pure computation. Leaves the step pending when the signal may not run here.</summary>
    private bool RunPure(Step step)
    {
        if (!step.What.Signal!.IsPureFor(_plan.Source.OrgId) || step.What.IsApart || IsPassedOver(step.What.Place))
        {
            return true;
        }

        var source = _program.Steps[step.Source];
        if (source != step)
        {
            if (_ranges[source.What.Place] is { Start: not MeasuredTable.NotMeasured } range)
            {
                Set(step, range.Start, range.Count);
            }

            return true;
        }

        var isWhole = _selected[step.Input] == Selected.WholeItem;
        var count = isWhole ? 1 : _inputCounts[step.Input];
        for (; _valueAt < count; _valueAt++)
        {
            var call = new SignalCall(step.What.Signal, isWhole ? _inputs.ForItem(step.What) : InputOf(step, _valueAt));
            var lent = Enter(step.What.Signal);
            var ran = Signals.TryRunPure(call, CancellationToken.None, out var outcome, out var running);
            if (!lent.Leave())
            {
                return false;
            }

            if (!ran || running is not null)
            {
                Postpone(step, running is null ? null : Timed(running, _last));
                return true;
            }

            Reserve(1);
            _measured[_used++] = new MeasuredValue(outcome, Lap(), false);
        }

        _valueAt = 0;
        Set(step, _used - count, count);
        return true;
    }

    private SignalInput InputOf(Step step, int value)
    {
        var at = _inputStarts[step.Input] + value;
        return _inputs.ForValue(step.What, in CollectionsMarshal.AsSpan(_values)[at], ref _given[at]);
    }

    public int Add(in MeasuredValue value)
    {
        Reserve(1);
        _measured[_used] = value;
        return _used++;
    }

    private void Reserve(int more)
    {
        if (_used + more > _measured.Length)
        {
            Array.Resize(ref _measured, Math.Max(_used + more, _measured.Length * 2));
        }
    }

    /// <summary>Since the last lap, in ticks of a time span.</summary>
    private long Lap()
    {
        var last = _last;
        _last = _time.GetTimestamp();
        return (long)((_last - last) * _spanTicks);
    }

    private async Task<MeasuredValue> Timed(Task<SignalOutcome> running, long started)
    {
        var outcome = await running.ConfigureAwait(false);
        return new MeasuredValue(outcome, _time.GetElapsedTime(started).Ticks, false);
    }

    /// <summary>What of a step is measured so far goes along; the rest is measured off this thread.</summary>
    private void Postpone(Step step, Task<MeasuredValue>? running)
    {
        var first = _used - _valueAt;
        _unfinished.Add(new Unfinished(step, _measured[first.._used], running));
        (_used, _valueAt) = (first, 0);
    }

    /// <param name="Before">The outcomes of its first values.</param>
    /// <param name="Running">The value after those, when it is under way already.</param>
    internal sealed record Unfinished(Step Step, MeasuredValue[] Before, Task<MeasuredValue>? Running);
}
