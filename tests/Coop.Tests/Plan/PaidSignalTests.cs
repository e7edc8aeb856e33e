using Coop.Engine.Deciding;
using Coop.Engine.Plan;
using Coop.Engine.Signals;
using Coop.Integrations;
using Coop.Tests.Rules;
using Coop.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using static Coop.Tests.Rules.World;

namespace Coop.Tests.Plan;

/// <summary>What costs something runs only as long as it matters.</summary>
public class PaidSignalTests
{
    private readonly World _world = new();

    [Fact]
    public async Task What_equal_costs_runs_side_by_side_and_what_no_rule_needs_any_more_is_cancelled()
    {
        var cancelled = new TaskCompletionSource();
        var started = new TaskCompletionSource();
        Slow("SLOW", 5, async (_, token) =>
        {
            started.SetResult();
            token.Register(cancelled.SetResult);
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
            return SignalResult.Scored(true);
        });
        Slow("NO", 5, async (_, _) =>
        {
            await started.Task;
            return SignalResult.Scored(false);
        });
        var set = await _world.SetAsync($$"""{ "conjunction": "AND", "conditions": [{{Leaf("SLOW")}}, {{Leaf("NO")}}] }""", Item("""{ "text": "x" }"""));
        Assert.Equal(ConditionOutcome.Failed, set.Outcome);
        Assert.Equal([null, ConditionOutcome.Failed], set.Conditions.Select(child => child.Outcome));
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task What_one_rule_gave_up_goes_on_as_long_as_another_may_need_it()
    {
        var go = new TaskCompletionSource();
        var shared = Slow("SHARED", 5, async (_, _) =>
        {
            await go.Task;
            return SignalResult.Scored(true);
        });
        Slow("NO", 5, (_, _) => ValueTask.FromResult(SignalResult.Scored(false)));
        Slow("FIRST", 1, (_, _) =>
        {
            go.TrySetResult();
            return ValueTask.FromResult(SignalResult.Scored(true));
        });
        _world.AddRule($$"""{ "conjunction": "AND", "conditions": [{{Leaf("SHARED")}}, {{Leaf("NO")}}] }""", "one");
        _world.AddRule($$"""{ "conjunction": "AND", "conditions": [{{Leaf("FIRST")}}, {{Leaf("SHARED")}}] }""", "other");
        Assert.Equal(["other"], (await _world.DecideAsync(Item("""{ "text": "x" }"""))).Rules.Select(rule => rule.RuleId));
        Assert.Equal(1, shared.Runs);
    }

    [Fact]
    public async Task What_costs_more_waits_for_what_costs_less_and_free_ones_spare_both()
    {
        _world.Add("FREE", SignalOutputType.Boolean, _ => SignalResult.Scored(false));
        var paid = Slow("PAID", 1, (_, _) => ValueTask.FromResult(SignalResult.Scored(true)));
        var unknown = new ScriptedSignal(ScriptedSignal.Describe("COST_NOT_KNOWN", SignalOutputType.Boolean) with { Cost = null }, _ => SignalResult.Scored(true));
        _world.Signals.Add(unknown);
        await _world.SetAsync($$"""{ "conjunction": "AND", "conditions": [{{Leaf("COST_NOT_KNOWN")}}, {{Leaf("PAID")}}, {{Leaf("FREE")}}] }""", Item("""{ "text": "x" }"""));
        Assert.Equal((0, 0), (paid.Runs, unknown.Runs));
        await _world.SetAsync($$"""{ "conjunction": "OR", "conditions": [{{Leaf("COST_NOT_KNOWN")}}, {{Leaf("PAID")}}, {{Leaf("FREE")}}] }""", Item("""{ "text": "x" }"""));
        Assert.Equal((1, 0), (paid.Runs, unknown.Runs));
    }

    [Fact]
    public async Task The_same_value_of_two_inputs_is_paid_for_once()
    {
        var paid = Slow("PAID", 1, (_, _) => ValueTask.FromResult(SignalResult.Scored(true)));
        var tags = Leaf("PAID").Replace("\"text\"", "\"tags\"", StringComparison.Ordinal);
        await _world.SetAsync($$"""{ "conjunction": "AND", "conditions": [{{Leaf("PAID")}}, {{tags}}] }""", Item("""{ "text": "x", "tags": ["x", "x"] }"""));
        Assert.Equal(1, paid.Runs);
    }

    [Fact]
    public async Task The_callers_cancellation_ends_a_run()
    {
        using var caller = new CancellationTokenSource();
        Slow("SLOW", 5, async (_, token) =>
        {
            await caller.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
            return SignalResult.Scored(true);
        });
        _world.AddRule($$"""{ "conjunction": "AND", "conditions": [{{Leaf("SLOW")}}] }""");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _world.Compile().RunAsync(Item("""{ "text": "x" }"""), caller.Token));
    }

    [Fact]
    public async Task After_the_items_time_nothing_is_begun_any_more()
    {
        var time = new FakeTimeProvider(Now);
        var world = new World { Time = time, Limits = new EvaluationLimits { ItemBudget = TimeSpan.FromSeconds(1) } };
        var first = new ScriptedSignal(ScriptedSignal.Describe("FIRST", SignalOutputType.Boolean) with { Cost = 1 }, _ =>
        {
            time.Advance(TimeSpan.FromSeconds(2));
            return SignalResult.Scored(true);
        });
        var second = new ScriptedSignal(ScriptedSignal.Describe("SECOND", SignalOutputType.Boolean) with { Cost = 2 }, _ => SignalResult.Scored(true));
        world.Signals.AddRange([first, second]);
        var set = await world.SetAsync($$"""{ "conjunction": "AND", "conditions": [{{Leaf("FIRST")}}, {{Leaf("SECOND")}}] }""", Item("""{ "text": "x" }"""));
        Assert.Equal(FailureKind.TimedOut, ((LeafTrace)set.Conditions[1]).Failure!.Kind);
        Assert.Equal(0, second.Runs);
    }

    private static string Leaf(string signalId) => $$"""{ "input": {{Field("text")}}, "signal": {{Signal(signalId)}} }""";

    private ScriptedSignal Slow(string id, double cost, Func<SignalInput, CancellationToken, ValueTask<SignalResult>> run)
    {
        var signal = new ScriptedSignal(ScriptedSignal.Describe(id, SignalOutputType.Boolean) with { Cost = cost }, run);
        _world.Signals.Add(signal);
        return signal;
    }
}
