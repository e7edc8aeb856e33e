using Coop.Engine.Deciding;
using Coop.Engine.Plan;
using Coop.Engine.Signals;
using Coop.Integrations;
using Coop.Tests.Rules;
using Microsoft.Extensions.Time.Testing;
using static Coop.Tests.Rules.World;

namespace Coop.Tests.Plan;

/// <summary>A signal that promises pure computation and keeps the thread it was lent.</summary>
public class StuckSignalTests
{
    private readonly FakeTimeProvider _time = new(Now);
    private readonly World _world;

    public StuckSignalTests() => _world = new World { Time = _time };

    [Fact]
    public async Task P15_costs_itself_and_nobody_else_and_nothing_is_measured_twice()
    {
        using var blocked = new ManualResetEventSlim();
        var entered = new TaskCompletionSource();
        var before = _world.Add("A_BEFORE", SignalOutputType.Boolean, _ => SignalResult.Scored(true));
        var stuck = _world.Add("B_STUCK", SignalOutputType.Boolean, _ =>
        {
            entered.TrySetResult();
            blocked.Wait();
            return SignalResult.Scored(true);
        });
        var after = _world.Add("C_AFTER", SignalOutputType.Boolean, _ => SignalResult.Scored(true));
        var rule = _world.AddRule($$"""{ "conjunction": "AND", "conditions": [{{Leaf("A_BEFORE")}}, {{Leaf("B_STUCK")}}, {{Leaf("C_AFTER")}}] }""");
        var plan = _world.Compile();
        var running = plan.RunAsync(Item("""{ "text": "x" }"""), TestContext.Current.CancellationToken);
        try
        {
            await entered.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
            _time.Advance(SignalLimits.Default.Timeout);
            _time.Advance(SignalLimits.Default.Timeout);
            var decision = plan.Decide(await running.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken), DecisionIds.DryRun(Now));
            var trace = (SetTrace)Explanation.Of(decision, rule.Conditions, plan.Record);
            Assert.Equal([ConditionOutcome.Passed, ConditionOutcome.Errored, ConditionOutcome.Passed], trace.Conditions.Select(child => child.Outcome));
            Assert.Equal(FailureKind.TimedOut, ((LeafTrace)trace.Conditions[1]).Failure!.Kind);
            Assert.Equal((1, 1, 1), (before.Runs, stuck.Runs, after.Runs));
            var catalogue = plan.Source.Catalogue;
            Assert.Equal((true, false, true), (catalogue.FindSignal("A_BEFORE")!.IsPureFor(OrgId), catalogue.FindSignal("B_STUCK")!.IsPureFor(OrgId), catalogue.FindSignal("C_AFTER")!.IsPureFor(OrgId)));
            // What this organisation gave it may be why.
            Assert.True(catalogue.FindSignal("B_STUCK")!.IsPureFor("org-2"));
        }
        finally
        {
            blocked.Set();
        }
    }

    [Fact]
    public async Task A_machine_that_stood_still_meanwhile_costs_a_signal_nothing()
    {
        using var blocked = new ManualResetEventSlim();
        var entered = new TaskCompletionSource();
        var clock = new SteppedTimestamps(Now);
        var world = new World { Time = clock };
        var signal = world.Add("QUICK", SignalOutputType.Boolean, _ =>
        {
            entered.TrySetResult();
            blocked.Wait();
            return SignalResult.Scored(true);
        });
        world.AddRule($$"""{ "conjunction": "AND", "conditions": [{{Leaf("QUICK")}}] }""");
        var plan = world.Compile();
        var running = Task.Run(() => plan.RunHereAsync(Item("""{ "text": "x" }"""), out _, CancellationToken.None).AsTask(), TestContext.Current.CancellationToken);
        try
        {
            await entered.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
            // The process is stopped for an hour, and looks when it goes on, before the signal's thread has had its turn.
            clock.Jump(TimeSpan.FromHours(1));
            clock.Advance(TimeSpan.FromSeconds(1));
        }
        finally
        {
            blocked.Set();
        }

        var result = await running.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal((SignalOutcomeKind.Scored, 1), (result.Measured.Of(0)[0].Outcome.Kind, signal.Runs));
        Assert.True(plan.Source.Catalogue.FindSignal("QUICK")!.IsPureFor(OrgId));
    }

    [Fact]
    public async Task The_values_that_came_before_it_count_and_those_after_it_are_measured_elsewhere()
    {
        using var blocked = new ManualResetEventSlim();
        var entered = new TaskCompletionSource();
        var stuck = _world.Add("STUCK", SignalOutputType.Number, input =>
        {
            if (input.Value!.Value.AsText() == "b")
            {
                entered.TrySetResult();
                blocked.Wait();
            }

            return SignalResult.Scored(1);
        });
        var rule = _world.AddRule($$"""{ "conjunction": "AND", "conditions": [{ "input": {{Field("tags")}}, "signal": {{Signal("STUCK")}}, "comparator": "EQUALS", "threshold": 1, "quantifier": "ALL" }] }""");
        var plan = _world.Compile();
        var running = plan.RunAsync(Item("""{ "tags": ["a", "b", "c"] }"""), TestContext.Current.CancellationToken);
        try
        {
            await entered.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
            _time.Advance(SignalLimits.Default.Timeout);
            _time.Advance(SignalLimits.Default.Timeout);
            var result = await running.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
            Assert.Equal(
                [SignalOutcomeKind.Scored, SignalOutcomeKind.Failed, SignalOutcomeKind.Scored], result.Measured.Of(0).ToArray().Select(value => value.Outcome.Kind));
            Assert.Equal(3, stuck.Runs);
            Assert.Equal(ConditionOutcome.Errored, plan.Decide(result, DecisionIds.DryRun(Now)).Rules.Single(outcome => outcome.RuleId == rule.Id).Outcome);
        }
        finally
        {
            blocked.Set();
        }
    }

    [Fact]
    public async Task A_thread_that_comes_back_late_finds_the_decision_made()
    {
        using var blocked = new ManualResetEventSlim();
        var entered = new TaskCompletionSource();
        _world.Add("STUCK", SignalOutputType.Boolean, _ =>
        {
            entered.TrySetResult();
            blocked.Wait();
            return SignalResult.Scored(true);
        });
        _world.AddRule($$"""{ "conjunction": "AND", "conditions": [{{Leaf("STUCK")}}] }""");
        var plan = _world.Compile();
        var item = Item("""{ "text": "x" }""");
        PlanRun? lent = null;
        var here = Task.Run(() => plan.RunHereAsync(item, out lent, CancellationToken.None).AsTask());
        await entered.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        _time.Advance(SignalLimits.Default.Timeout);
        _time.Advance(SignalLimits.Default.Timeout);
        // However late somebody asks, what came out without the thread is there.
        Assert.Same(item, (await lent!.WhenTakenFrom(item.Item!)!.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).Subject);
        Assert.NotNull(lent.WhenTakenFrom(item.Item!));
        blocked.Set();
        var late = await here.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(FailureKind.TimedOut, late.Measured.Of(0)[0].Outcome.Failure!.Kind);
        // The signal is measured again, away from its callers' threads, and the run that was taken is nobody's.
        var next = await plan.RunAsync(Item("""{ "text": "x" }"""), TestContext.Current.CancellationToken);
        Assert.Equal(SignalOutcomeKind.Scored, next.Measured.Of(0)[0].Outcome.Kind);
    }

    [Fact]
    public async Task A_run_that_went_on_to_another_item_has_nothing_to_say_of_the_first()
    {
        _world.Add("YES", SignalOutputType.Boolean, _ => SignalResult.Scored(true));
        _world.AddRule($$"""{ "conjunction": "AND", "conditions": [{{Leaf("YES")}}] }""");
        var plan = _world.Compile();
        var (first, second) = (Item("""{ "text": "x" }"""), Item("""{ "text": "y" }"""));
        await plan.RunHereAsync(first, out var lent, CancellationToken.None);
        await plan.RunHereAsync(second, out var again, CancellationToken.None);
        Assert.Same(lent, again);
        Assert.Null(lent!.WhenTakenFrom(first.Item!));
        Assert.Null(lent.WhenTakenFrom(second.Item!));
    }

    [Fact]
    public async Task What_a_matcher_reports_after_its_time_is_nobodys()
    {
        using var blocked = new ManualResetEventSlim();
        using var reported = new ManualResetEventSlim();
        var entered = new TaskCompletionSource();
        _world.Signals.Add(new OneSetMatcher("A_STUCK", matches =>
        {
            entered.TrySetResult();
            blocked.Wait();
            matches.Add(0, SignalResult.Scored(true));
            reported.Set();
        }));
        var timely = 0;
        _world.Signals.Add(new OneSetMatcher("B_AFTER", _ =>
        {
            // The other comes back just now, while this one looks.
            timely++;
            blocked.Set();
            reported.Wait();
        }));
        _world.AddRule($$"""{ "conjunction": "OR", "conditions": [{{Matching("A_STUCK")}}, {{Matching("B_AFTER")}}] }""");
        var plan = _world.Compile();
        var running = plan.RunAsync(Item("""{ "text": "x" }"""), TestContext.Current.CancellationToken);
        await entered.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        _time.Advance(SignalLimits.Default.Timeout);
        _time.Advance(SignalLimits.Default.Timeout);
        var result = await running.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(1, timely);
        // Looked for apart meanwhile, and not found.
        Assert.False(result.Measured.Of(0)[0].Outcome.Score.AsBoolean());
        Assert.False(result.Measured.Of(1)[0].Outcome.Score.AsBoolean());
    }

    [Fact]
    public async Task Two_of_them_in_one_item_cost_each_itself_and_whoever_waits_for_the_item_has_its_one_result()
    {
        using var blocked = new ManualResetEventSlim();
        TaskCompletionSource[] entered = [new(TaskCreationOptions.RunContinuationsAsynchronously), new(TaskCreationOptions.RunContinuationsAsynchronously)];
        foreach (var (id, at) in new[] { ("A_STUCK", 0), ("B_STUCK", 1) })
        {
            _world.Add(id, SignalOutputType.Boolean, _ =>
            {
                entered[at].TrySetResult();
                blocked.Wait();
                return SignalResult.Scored(true);
            });
        }

        _world.Add("C_AFTER", SignalOutputType.Boolean, _ => SignalResult.Scored(true));
        _world.AddRule($$"""{ "conjunction": "AND", "conditions": [{{Leaf("A_STUCK")}}, {{Leaf("B_STUCK")}}, {{Leaf("C_AFTER")}}] }""");
        var plan = _world.Compile();
        var item = Item("""{ "text": "x" }""");
        PlanRun? lent = null;
        var here = Task.Run(() => plan.RunHereAsync(item, out lent, CancellationToken.None).AsTask());
        try
        {
            await entered[0].Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
            var early = lent!.WhenTakenFrom(item.Item!)!;
            foreach (var stuck in entered)
            {
                await stuck.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
                _time.Advance(SignalLimits.Default.Timeout);
                _time.Advance(SignalLimits.Default.Timeout);
            }

            var result = await early.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
            var outcomes = Enumerable.Range(0, 3).Select(place => result.Measured.Of(place)[0].Outcome).ToList();
            Assert.Equal([FailureKind.TimedOut, FailureKind.TimedOut, null], outcomes.Select(outcome => outcome.Failure?.Kind));
            Assert.Same(result, await lent.WhenTakenFrom(item.Item!)!);
            blocked.Set();
            Assert.Same(result, await here.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        }
        finally
        {
            blocked.Set();
        }
    }

    [Fact]
    public async Task What_a_matcher_had_found_before_another_of_its_signal_got_stuck_counts()
    {
        using var blocked = new ManualResetEventSlim();
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var isFirst = false;
        // The sets of an edit have a matcher of their own, beside the one that was there.
        _world.Signals.Add(new OneSetMatcher("WORDS", matches =>
        {
            if (isFirst)
            {
                matches.Add(0, SignalResult.Scored(true));
                isFirst = false;
                return;
            }

            entered.TrySetResult();
            blocked.Wait();
        }));
        var found = _world.AddRule($$"""{ "conjunction": "AND", "conditions": [{{Matching("WORDS", "first")}}] }""", "found");
        var before = _world.Compile();
        _world.AddRule($$"""{ "conjunction": "AND", "conditions": [{{Matching("WORDS", "second")}}] }""", "stuck");
        var plan = await RulePlan.CompileAsync(
            _world.Source with { Catalogue = before.Source.Catalogue }, before, before.Signals, _time, new EvaluationLimits(), TestContext.Current.CancellationToken);
        isFirst = true;
        var running = plan.RunAsync(Item("""{ "text": "x" }"""), TestContext.Current.CancellationToken);
        try
        {
            await entered.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
            _time.Advance(SignalLimits.Default.Timeout);
            _time.Advance(SignalLimits.Default.Timeout);
            var decision = plan.Decide(await running.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken), DecisionIds.DryRun(Now));
            // What got stuck was looked for apart, and not found: by itself it says at once that it is not there.
            Assert.Equal([(found.Id, ConditionOutcome.Passed)], decision.Rules.Select(rule => (rule.RuleId, rule.Outcome)));
            Assert.True(plan.HasStopped);
            Assert.True(plan.Source.Catalogue.FindSignal("WORDS")!.IsPureFor(OrgId));
        }
        finally
        {
            blocked.Set();
        }
    }

    private static string Matching(string signalId, string word = "word") =>
        $$"""{ "input": {{Field("text")}}, "signal": {{Signal(signalId)}}, "matchingValues": { "strings": ["{{word}}"] } }""";

    private sealed class OneSetMatcher(string id, Action<IMultiMatches> match) : IMultiMatchSignal, IMultiMatcher
    {
        public SignalDescriptor Descriptor { get; } = new()
        {
            Id = id,
            DisplayName = id,
            Description = "Looks for words.",
            EligibleInputs = [SignalInputType.String],
            OutputType = SignalOutputType.Boolean,
            Cost = 0,
            NeedsMatchingValues = true,
        };

        public SignalResult NoMatch => SignalResult.Scored(false);

        public ValueTask<SignalResult> RunAsync(SignalInput input, CancellationToken cancellationToken) => new(NoMatch);

        public IMultiMatcher Compile(IReadOnlyList<MatchingValues> sets) => this;

        public void Match(ScalarValue value, IMultiMatches matches) => match(matches);
    }

    private static string Leaf(string signalId) => $$"""{ "input": {{Field("text")}}, "signal": {{Signal(signalId)}} }""";

    /// <summary>Time that passes without a timer coming due in between, as for a process that is stopped.</summary>
    private sealed class SteppedTimestamps(DateTimeOffset start) : FakeTimeProvider(start)
    {
        private long _jumped;

        public override long GetTimestamp() => base.GetTimestamp() + Volatile.Read(ref _jumped);

        public void Jump(TimeSpan by) => Interlocked.Add(ref _jumped, by.Ticks * (TimestampFrequency / TimeSpan.TicksPerSecond));
    }
}
