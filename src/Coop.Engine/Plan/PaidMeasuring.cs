using System.Threading.Channels;
using Coop.Engine.Deciding;
using Coop.Engine.Signals;
using Coop.Integrations;

namespace Coop.Engine.Plan;

/// <summary>
/// What costs something is measured only while it can still change how a rule comes out: of each rule the cheapest condition that is not known, together with those that
/// cost the same; of all rules at once. What no rule waits for any more is given up. All within the item's time.
/// </summary>
internal sealed class PaidMeasuring
{
    private readonly PlanRun _run;
    private readonly RulePlan _plan;
    private readonly TypeProgram _program;
    private readonly TimeProvider _time;
    private readonly CancellationToken _caller;
    private readonly ISignalRunner _signals;
    private readonly Channel<int> _done = Channel.CreateUnbounded<int>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Dictionary<int, Work> _running = [];
    private readonly Dictionary<CallKey, SharedCall> _calls = [];
    private readonly HashSet<int> _wanted = [];
    private readonly HashSet<int> _needed = [];
    private CancellationToken _ending;

    public PaidMeasuring(PlanRun run, RulePlan plan, TypeProgram program, TimeProvider time, CancellationToken caller) =>
        (_run, _plan, _program, _time, _caller, _signals) = (run, plan, program, time, caller, run.Signals);

    private bool IsTimeUp => _ending.IsCancellationRequested && !_caller.IsCancellationRequested;

    private SignalOutcome TimeUp => SignalOutcome.Failed(FailureKind.TimedOut, $"The item's time limit of {_plan.Limits.ItemBudget.TotalSeconds:0.###} s was used up.");

    public async Task<PlanResult> RunAsync()
    {
        _caller.ThrowIfCancellationRequested();
        var left = _plan.Limits.ItemBudget - _time.GetElapsedTime(_run.BeganAt);
        using var budget = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, _time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, _caller);
        _ending = ending.Token;
        try
        {
            foreach (var (step, before, running) in _run.Begun)
            {
                Start(Array.IndexOf(_program.Steps, step), before, running);
            }

            while (Look())
            {
                foreach (var step in Wanted())
                {
                    Start(step, [], null);
                }

                await NextAsync().ConfigureAwait(false);
            }

            return _run.Finish();
        }
        finally
        {
            foreach (var work in _running.Values)
            {
                work.GiveUp();
            }
        }
    }

    private int[] Wanted()
    {
        var wanted = _wanted.Where(step => !_running.ContainsKey(step)).Order();
        return !_run.IsOneByOne ? [.. wanted] : _running.Count > 0 ? [] : [.. wanted.Take(1)];
    }

    /// <summary>Finds out what rules wait for now, and gives up what none can need any more.</summary>
    /// <returns>False when no rule waits.</returns>
    private bool Look()
    {
        _wanted.Clear();
        _needed.Clear();
        if (_run.SettleSets())
        {
            for (var rule = 0; rule < _program.Roots.Length; rule++)
            {
                if (_run.IsPending(rule))
                {
                    Look(_program.Roots[rule], isNext: true);
                }
            }
        }

        foreach (var (step, work) in _running.Where(running => !_needed.Contains(running.Key)).ToList())
        {
            work.GiveUp();
            _running.Remove(step);
        }

        return _needed.Count > 0;
    }

    /// <param name="isNext">Whether it is among the first things its rule waits for.</param>
    private void Look(int code, bool isNext)
    {
        if ((_run.Codes[code] & Verdict.Pending) == 0)
        {
            return;
        }

        if (code < _program.Leaves)
        {
            var step = _program.Steps[_program.LeafSteps[code]].Source;
            _needed.Add(step);
            if (isNext)
            {
                _wanted.Add(step);
            }

            return;
        }

        var set = code - _program.Leaves;
        double? next = null;
        for (var i = _program.ChildStarts[set]; i < _program.ChildStarts[set + 1]; i++)
        {
            var child = _program.Children[i];
            if ((_run.Codes[child] & Verdict.Pending) != 0)
            {
                next ??= _program.Costs[child];
                Look(child, isNext && _program.Costs[child].Equals(next.Value));
            }
        }
    }

    private void Start(int step, MeasuredValue[] before, Task<MeasuredValue>? running)
    {
        var what = _program.Steps[step].What;
        var rest = _run.CallsOf(_program.Steps[step]).AsSpan(before.Length + (running is null ? 0 : 1));
        var calls = new SharedCall[rest.Length];
        for (var i = 0; i < calls.Length; i++)
        {
            var call = rest[i];
            var key = new CallKey(what.Signal!, call.Input.Subcategory, what.Args, call.Input.MatchingValues, call.Input.Value);
            if (!_calls.TryGetValue(key, out var shared) || shared.IsGivenUp)
            {
                _calls[key] = shared = new SharedCall(token => CallAsync(call, token), _ending);
            }

            shared.Join();
            calls[i] = shared;
        }

        var work = new Work(calls);
        _running.Add(step, work);
        work.Result = MeasureAsync(work, before, running);
        _ = work.Result.ContinueWith(
            (_, _) => _done.Writer.TryWrite(step), null, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private async Task<MeasuredValue[]> MeasureAsync(Work work, MeasuredValue[] before, Task<MeasuredValue>? running)
    {
        var side = _run.IsOneByOne ? 1 : _plan.Limits.ParallelValues;
        for (var i = 0; i < work.Calls.Length && !work.IsGivenUp; i++)
        {
            if (i >= side)
            {
                await work.Calls[i - side].RunAsync().ConfigureAwait(false);
            }

            _ = work.Calls[i].RunAsync();
        }

        if (work.IsGivenUp)
        {
            return [];
        }

        MeasuredValue[] first = running is null ? [] : [await InTimeAsync(running).ConfigureAwait(false)];
        var rest = await Task.WhenAll(work.Calls.Select(call => call.RunAsync())).ConfigureAwait(false);
        return [.. before, .. first, .. rest];
    }

    private async Task<MeasuredValue> CallAsync(SignalCall call, CancellationToken token)
    {
        var started = _time.GetTimestamp();
        SignalOutcome outcome;
        try
        {
            outcome = await _signals.RunAsync(call, token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (IsTimeUp)
        {
            outcome = TimeUp;
        }

        return new MeasuredValue(outcome, _time.GetElapsedTime(started).Ticks, false);
    }

    /// <summary>For a call that was begun on a promise and does not know of the item's time.</summary>
    private async Task<MeasuredValue> InTimeAsync(Task<MeasuredValue> running)
    {
        try
        {
            return await running.WaitAsync(_ending).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (IsTimeUp)
        {
            return new MeasuredValue(TimeUp, _time.GetElapsedTime(_run.BeganAt).Ticks, false);
        }
    }

    /// <summary>Waits until something is known that was not, and takes everything that is.</summary>
    private async Task NextAsync()
    {
        do
        {
            var step = await _done.Reader.ReadAsync(_caller).ConfigureAwait(false);
            // What was given up and begun anew may come to an end twice.
            if (_running.TryGetValue(step, out var work) && work.Result.IsCompleted)
            {
                _running.Remove(step);
                Take(step, await work.Result.ConfigureAwait(false));
            }
        }
        while (_done.Reader.TryPeek(out _));
    }

    private void Take(int step, MeasuredValue[] values)
    {
        var start = -1;
        foreach (ref readonly var value in values.AsSpan())
        {
            var at = _run.Add(value);
            start = start < 0 ? at : start;
        }

        _run.Set(_program.Steps[step], start, values.Length);
        foreach (var sharing in _program.Steps[step].Sharing)
        {
            _run.Set(_program.Steps[sharing], start, values.Length);
        }
    }

    private readonly record struct CallKey(CatalogueSignal Signal, string? Subcategory, string? Args, MatchingValues? Values, ScalarValue? Value);

    private sealed class Work(SharedCall[] calls)
    {
        private volatile bool _isGivenUp;

        public SharedCall[] Calls => calls;

        public bool IsGivenUp => _isGivenUp;

        public Task<MeasuredValue[]> Result { get; set; } = null!;

        public void GiveUp()
        {
            _isGivenUp = true;
            // Nobody awaits it any more, and it may well fail for being given up.
            _ = Result.ContinueWith(static late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            foreach (var call in calls)
            {
                call.Leave();
            }
        }
    }
}
