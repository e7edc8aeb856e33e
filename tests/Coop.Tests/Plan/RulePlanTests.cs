using Coop.Engine.Actions;
using Coop.Engine.Deciding;
using Coop.Engine.Plan;
using Coop.Engine.Rules;
using Coop.Engine.Signals;
using Coop.Integrations;
using Coop.Tests.Rules;
using Coop.Tests.Support;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using static Coop.Tests.Rules.World;

namespace Coop.Tests.Plan;

public class RulePlanTests
{
    private static readonly string[] BothRules = ["rule-1", "rule-2"];

    private readonly World _world = new();

    [Fact]
    public void An_or_of_passing_leaves_runs_exactly_the_cheapest_one() => Gen.Double[0.001, 100].Array[1, 8].Sample(
        costs =>
        {
            var world = new World();
            // What costs the same runs side by side.
            costs = [.. costs.Distinct()];
            var signals = costs.Select((cost, i) => world.Add($"S{i}", SignalOutputType.Boolean, _ => SignalResult.Scored(true), cost)).ToArray();
            world.AddRule($$"""{ "conjunction": "OR", "conditions": [{{string.Join(",", costs.Select((_, i) => Leaf($"S{i}")))}}] }""");
            Assert.True(world.DecideAsync(Item("""{ "text": "x" }""")).GetAwaiter().GetResult().Rules.Single().Passed);
            Assert.Equal(costs.Min(), Assert.Single(signals, signal => signal.Runs > 0).Descriptor.Cost);
        },
        iter: 50);

    [Fact]
    public async Task D_30_a_cheap_signal_runs_first_and_spares_the_costly_one()
    {
        var costly = _world.Add("COSTLY", SignalOutputType.Boolean, _ => SignalResult.Scored(true), cost: 5);
        _world.Add("CHEAP", SignalOutputType.Boolean, _ => SignalResult.Scored(false), cost: 1);
        _world.AddRule($$"""{ "conjunction": "AND", "conditions": [{{Leaf("COSTLY")}}, {{Leaf("CHEAP")}}] }""");
        var trace = (SetTrace)_world.Explain(await _world.DecideAsync(Item("""{ "text": "x" }""")), _world.Rules[0]);
        Assert.Equal(0, costly.Runs);
        Assert.Equal([null, ConditionOutcome.Failed], trace.Conditions.Select(child => child.Outcome));
    }

    [Fact]
    public async Task Equal_costs_are_read_in_the_order_of_the_definition()
    {
        _world.Add("A", SignalOutputType.Boolean, _ => SignalResult.NotApplicable("no"));
        _world.Add("B", SignalOutputType.Boolean, _ => SignalResult.Scored(false));
        Assert.Equal(ConditionOutcome.Failed, (await _world.SetAsync($$"""{ "conjunction": "AND", "conditions": [{{Leaf("B")}}, {{Leaf("A")}}] }""", Item("""{ "text": "x" }"""))).Outcome);
        Assert.Equal(ConditionOutcome.Inapplicable, (await _world.SetAsync($$"""{ "conjunction": "AND", "conditions": [{{Leaf("A")}}, {{Leaf("B")}}] }""", Item("""{ "text": "x" }"""))).Outcome);
    }

    [Fact]
    public async Task An_unknown_signal_runs_last_and_is_unknown()
    {
        var after = _world.Add("AFTER", SignalOutputType.Boolean, _ => SignalResult.Scored(false), cost: 50);
        _world.AddRule($$"""
            { "conjunction": "OR", "conditions": [
              { "conjunction": "AND", "conditions": [{{Leaf("GONE")}}] },
              { "conjunction": "AND", "conditions": [{ "conjunction": "OR", "conditions": [{{Leaf("AFTER")}}] }] } ] }
            """);
        var decision = await _world.DecideAsync(Item("""{ "text": "x" }"""));
        var rule = decision.Rules.Single();
        Assert.Equal(1, after.Runs);
        Assert.Equal(ConditionOutcome.Errored, rule.Outcome);
        Assert.False(rule.Passed);
        var gone = (LeafTrace)((SetTrace)((SetTrace)_world.Explain(decision, _world.Rules[0])).Conditions[0]).Conditions[0];
        Assert.Equal(FailureKind.Missing, gone.Failure!.Kind);
    }

    /// <summary>Neither the dearest nor the cheapest of a set says when its turn is.</summary>
    [Theory]
    [InlineData(1.0, 1.5, true)]
    [InlineData(2.0, 2.5, false)]
    public async Task Nested_sets_cost_their_sum(double one, double other, bool runsBefore)
    {
        ScriptedSignal[] nested = [_world.Add("ONE", SignalOutputType.Boolean, _ => SignalResult.Scored(true), cost: one), _world.Add("OTHER", SignalOutputType.Boolean, _ => SignalResult.Scored(true), cost: other)];
        var single = _world.Add("SINGLE", SignalOutputType.Boolean, _ => SignalResult.Scored(true), cost: 3);
        _world.AddRule($$"""
            { "conjunction": "OR", "conditions": [
              { "conjunction": "AND", "conditions": [{ "conjunction": "OR", "conditions": [{{Leaf("ONE")}}] }, { "conjunction": "OR", "conditions": [{{Leaf("OTHER")}}] }] },
              { "conjunction": "AND", "conditions": [{{Leaf("SINGLE")}}] } ] }
            """);

        Assert.True((await _world.DecideAsync(Item("""{ "text": "x" }"""))).Rules.Single().Passed);

        Assert.Equal(runsBefore ? (1, 1, 0) : (0, 0, 1), (nested[0].Runs, nested[1].Runs, single.Runs));
    }

    [Fact]
    public async Task The_same_signal_on_the_same_value_runs_once_for_all_rules()
    {
        var signal = _world.Add("SHARED", SignalOutputType.Number, _ => SignalResult.Scored(0.5));
        foreach (var (i, threshold) in ((string[])["0.1", "0.4", "0.9"]).Index())
        {
            _world.AddRule($$"""{ "conjunction": "AND", "conditions": [{ "input": {{Field("text")}}, "signal": {{Signal("SHARED")}}, "comparator": "GREATER_THAN", "threshold": {{threshold}} }] }""", $"rule-{i}");
        }

        var decision = await _world.DecideAsync(Item("""{ "text": "x" }"""));
        Assert.Equal(["rule-0", "rule-1"], decision.Rules.Select(rule => rule.RuleId));
        Assert.Equal(3, decision.Ran);
        Assert.Equal(1, signal.Runs);
    }

    [Fact]
    public async Task Equal_sets_of_matching_values_are_one_instance()
    {
        var seen = new List<MatchingValues>();
        _world.Signals.Add(new ScriptedSignal(ScriptedSignal.Describe("M", SignalOutputType.Boolean) with { NeedsMatchingValues = true }, input =>
        {
            seen.Add(input.MatchingValues!);
            return SignalResult.Scored(false);
        }));
        _world.AddRule($$"""
            { "conjunction": "OR", "conditions": [
            { "input": {{Field("text")}}, "signal": {{Signal("M")}}, "matchingValues": { "strings": ["a", "b"] } },
            { "input": {{Field("tags")}}, "signal": {{Signal("M")}}, "matchingValues": { "strings": ["a", "b"] } }] }
            """);
        await _world.DecideAsync(Item("""{ "text": "x", "tags": ["y"] }"""));
        Assert.Equal(2, seen.Count);
        Assert.Same(seen[0], seen[1]);
    }

    [Fact]
    public async Task P18_a_disabled_signal_is_not_run()
    {
        var signal = new TellingSignal(
            ScriptedSignal.Describe("OFF", SignalOutputType.Boolean) with { Cost = 1 }, _ => SignalResult.Scored(true), _ => new(SignalAvailability.Disabled("Save a key.")));
        _world.Signals.Add(signal);
        var leaf = await _world.LeafAsync(Leaf("OFF"), Item("""{ "text": "x" }"""));
        Assert.Equal((0, ConditionOutcome.Errored, FailureKind.Disabled, "Save a key."), (signal.Runs, leaf.Outcome, leaf.Failure!.Kind, leaf.Failure.Reason));
    }

    [Fact]
    public async Task D_37_an_action_names_every_rule_that_has_it_and_the_policies_of_exactly_those()
    {
        _world.Actions.AddRange([Action("delete"), Action("warn")]);
        _world.Add("YES", SignalOutputType.Boolean, _ => SignalResult.Scored(true));
        AddActing("rule-1", ["p1", "p2"], "delete");
        AddActing("rule-2", ["p2", "p3"], "delete", "warn");
        AddActing("rule-3", ["p4"]);
        AddActing("quiet", ["p5"], "delete");
        _world.Change(_world.Rules[3], rule => rule with { Status = RuleStatus.Background });
        var decision = await _world.DecideAsync(Item("""{ "text": "x" }"""));
        Assert.Equal(4, decision.Rules.Count(rule => rule.Passed));
        Assert.Equal(["delete", "warn"], decision.Actions.Select(action => action.ActionId));
        Assert.Equal(BothRules, decision.Actions[0].RuleIds);
        Assert.Equal(["p1", "p2", "p3"], decision.Actions[0].PolicyIds);
        Assert.Equal(["rule-2"], decision.Actions[1].RuleIds);
        Assert.Equal(["p2", "p3"], decision.Actions[1].PolicyIds);
    }

    [Fact]
    public async Task The_first_configuration_that_is_not_empty_wins_and_an_invalid_one_gives_way_to_the_default()
    {
        var parameter = new ActionParameter { Name = "days", DisplayName = "Days", Type = ActionParameterType.Number, Max = 10, DefaultValue = Json("7") };
        _world.Actions.Add(Action("ban") with { Parameters = [parameter] });
        _world.Add("YES", SignalOutputType.Boolean, _ => SignalResult.Scored(true));
        AddActing("rule-1", [], "ban");
        AddActing("rule-2", [], "ban");
        _world.Change(_world.Rules[0], rule => rule with { Actions = [new RuleAction("ban", Json("{}"))] });
        _world.Change(_world.Rules[1], rule => rule with { Actions = [new RuleAction("ban", Json("""{ "days": 3 }"""))] });
        Assert.Equal("""{"days":3}""", (await _world.DecideAsync(Item("""{ "text": "x" }"""))).Actions.Single().Parameters.GetRawText());
        _world.Change(_world.Rules[1], rule => rule with { Actions = [new RuleAction("ban", Json("""{ "days": 99 }"""))] });
        Assert.Equal("""{"days":7}""", (await _world.DecideAsync(Item("""{ "text": "x" }"""))).Actions.Single().Parameters.GetRawText());
    }

    [Fact]
    public async Task Rules_that_expired_used_up_their_day_are_drafts_or_judge_other_types_do_not_run()
    {
        _world.Add("YES", SignalOutputType.Boolean, _ => SignalResult.Scored(true));
        foreach (var id in (string[])["expired", "used-up", "draft", "other", "runs"])
        {
            AddActing(id, []);
        }

        _world.Rules[0] = _world.Rules[0] with { ExpirationTime = Now };
        _world.Rules[1] = _world.Rules[1] with { MaxDailyActions = 2 };
        _world.Rules[2] = _world.Rules[2] with { Status = RuleStatus.Draft };
        _world.Rules[3] = _world.Rules[3] with { ItemTypeIds = ["comment"] };
        _world.Rules[4] = _world.Rules[4] with { MaxDailyActions = 3 };
        var decision = await _world.DecideAsync(Item("""{ "text": "x" }"""), "used-up");
        Assert.Equal(["runs"], decision.Rules.Select(rule => rule.RuleId));
        Assert.Equal(1, decision.Ran);
        Assert.Equal([new RuleNotRun("used-up", NotRunReason.Quota), new RuleNotRun("expired", NotRunReason.Expired)], decision.NotRun);
    }

    [Theory]
    [InlineData(RuleStatus.Live, OnUnknown.Review, null, 1)]
    [InlineData(RuleStatus.Live, OnUnknown.Skip, null, 0)]
    [InlineData(RuleStatus.Live, OnUnknown.Skip, "REVIEW", 1)]
    [InlineData(RuleStatus.Background, OnUnknown.Review, "REVIEW", 0)]
    public async Task A_live_rule_that_comes_out_unknown_asks_for_a_person_when_it_says_so(RuleStatus status, OnUnknown onUnknown, string? fallback, int reviews)
    {
        _world.Add("DOWN", SignalOutputType.Boolean, _ => throw new SignalException(SignalErrorKind.Unavailable, "down"));
        var rule = _world.AddRule($$"""{ "conjunction": "AND", "conditions": [{ "input": {{Field("text")}}, "signal": {{Signal("DOWN")}}{{(fallback is null ? "" : $", \"fallback\": \"{fallback}\"")}} }] }""", status: status);
        _world.Change(rule, known => known with { OnUnknown = onUnknown });
        Assert.Equal(reviews, (await _world.DecideAsync(Item("""{ "text": "x" }"""))).Reviews.Count);
    }

    [Fact]
    public async Task After_the_items_time_limit_conditions_without_an_answer_timed_out()
    {
        var time = new FakeTimeProvider(Now);
        var world = new World { Time = time, Limits = new EvaluationLimits { ItemBudget = TimeSpan.FromSeconds(1) } };
        var started = new TaskCompletionSource();
        world.Signals.Add(new ScriptedSignal(ScriptedSignal.Describe("HANGS", SignalOutputType.Boolean), async (_, token) =>
        {
            started.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
            return SignalResult.Scored(true);
        }));
        var running = world.LeafAsync(Leaf("HANGS"), Item("""{ "text": "x" }"""));
        await started.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(FailureKind.TimedOut, (await running.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).Failure!.Kind);
    }

    [Fact]
    public async Task P30_the_values_of_one_condition_run_side_by_side_up_to_the_limit()
    {
        var (now, most, limit) = (0, 0, _world.Limits.ParallelValues);
        var gate = new object();
        var full = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _world.Signals.Add(new ScriptedSignal(ScriptedSignal.Describe("SLOW", SignalOutputType.Boolean) with { Cost = 1 }, async (_, _) =>
        {
            lock (gate)
            {
                most = Math.Max(most, ++now);
                if (now == limit)
                {
                    full.TrySetResult();
                }
            }

            // The first ones end only when so many are under way: one after another they never would.
            await full.Task;
            await Task.Yield();
            lock (gate)
            {
                now--;
            }

            return SignalResult.Scored(false);
        }));
        var data = $$"""{ "tags": [{{string.Join(",", Enumerable.Range(0, 100).Select(i => $"\"{i}\""))}}] }""";
        await _world.LeafAsync($$"""{ "input": {{Field("tags")}}, "signal": {{Signal("SLOW")}} }""", Item(data)).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(limit, most);
    }

    [Fact]
    public async Task A_decision_reads_back_as_it_was_written()
    {
        _world.Actions.Add(Action("delete"));
        _world.Add("DOWN", SignalOutputType.Boolean, _ => throw new SignalException(SignalErrorKind.Unavailable, "down", TimeSpan.FromTicks(12345)), cost: 2);
        _world.Add("YES", SignalOutputType.Number, _ => SignalResult.Scored(0.1, "match", "because"));
        var rule = _world.AddRule($$"""{ "conjunction": "OR", "conditions": [{ "conjunction": "AND", "conditions": [{{Leaf("DOWN")}}, {{Leaf("GONE")}}] }, { "conjunction": "XOR", "conditions": [{{Leaf("YES")}}] }] }""");
        _world.Change(rule, known => known with { Actions = [new RuleAction("delete"), new RuleAction("gone")], PolicyIds = ["p"] });
        var asking = _world.AddRule($$"""{ "conjunction": "AND", "conditions": [{ "input": {{Field("text")}}, "signal": {{Signal("DOWN")}}, "fallback": "REVIEW" }] }""", "rule-2");
        var decision = await _world.DecideAsync(Item("""{ "text": "x" }"""), "spent");
        var bytes = DecisionFormat.ToBytes(decision);
        var read = DecisionFormat.Read(bytes);
        Assert.Equal(bytes, DecisionFormat.ToBytes(read));
        Assert.Equal((decision.Id, decision.SubmissionId, decision.OrgId, decision.ItemId, decision.ItemTypeId, decision.DecidedAt, decision.PlanId, decision.Ran), (read.Id, read.SubmissionId, read.OrgId, read.ItemId, read.ItemTypeId, read.DecidedAt, read.PlanId, read.Ran));
        Assert.Equal(decision.Rules, read.Rules);
        Assert.Equal(decision.NotRun, read.NotRun);
        Assert.Equal(decision.Reviews, read.Reviews);
        Assert.Equal(decision.Actions.Select(action => (action.ExecutionId, action.ActionId, action.Failure)), read.Actions.Select(action => (action.ExecutionId, action.ActionId, action.Failure)));
        Assert.Equal(DecisionJson.Of(_world.Explain(decision, asking)).GetRawText(), DecisionJson.Of(_world.Explain(read, asking)).GetRawText());
        var summary = DecisionFormat.ReadSummary(bytes);
        Assert.Equal((2, 1, 1), (summary.Ran, summary.Unknown, summary.Reviews));
        Assert.Equal([new MatchedRule("rule-1", "rule-1")], summary.Matched);
    }

    [Fact]
    public async Task An_action_that_is_gone_fails_where_it_can_be_seen()
    {
        _world.Add("YES", SignalOutputType.Boolean, _ => SignalResult.Scored(true));
        AddActing("rule-1", [], "gone");
        var action = Assert.Single((await _world.DecideAsync(Item("""{ "text": "x" }"""))).Actions);
        Assert.Equal("gone", action.ActionId);
        Assert.Equal(["rule-1"], action.RuleIds);
        Assert.Contains("was removed", action.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_one_plan_measured_is_never_decided_by_the_rules_of_another()
    {
        var first = _world.AddRule("""{ "conjunction": "AND", "conditions": [{ "input": { "type": "CONTENT_FIELD", "name": "text", "contentTypeId": "post" }, "comparator": "EQUALS", "threshold": "other" }] }""", "first");
        _world.AddRule("""{ "conjunction": "AND", "conditions": [{ "input": { "type": "CONTENT_FIELD", "name": "text", "contentTypeId": "post" }, "comparator": "EQUALS", "threshold": "x" }] }""", "second");
        var before = _world.Compile();
        var result = await before.RunAsync(Item("""{ "text": "x" }"""), TestContext.Current.CancellationToken);
        _world.Rules.Remove(first);
        var after = _world.Compile(before);
        Assert.Throws<ArgumentException>(() => after.Decide(result, DecisionIds.DryRun(Now)));
        Assert.Equal("second", before.Decide(result, DecisionIds.DryRun(Now)).Rules.Single().RuleId);
    }

    [Fact]
    public async Task Deciding_again_of_the_same_gives_the_same_with_the_same_keys_and_measures_nothing()
    {
        _world.Actions.AddRange([Action("delete"), Action("warn")]);
        var signal = _world.Add("YES", SignalOutputType.Boolean, _ => SignalResult.Scored(true), cost: 1);
        AddActing("rule-1", [], "delete");
        AddActing("rule-2", [], "delete", "warn");
        var plan = _world.Compile();
        var result = await plan.RunAsync(Item("""{ "text": "x" }"""), TestContext.Current.CancellationToken);
        var ids = DecisionIds.Of("0198c0ffee");
        Assert.Equal(DecisionFormat.ToBytes(plan.Decide(result, ids)), DecisionFormat.ToBytes(plan.Decide(result, ids)));
        Assert.Equal(["0198c0ffee-0", "0198c0ffee-1"], plan.Decide(result, ids).Actions.Select(action => action.ExecutionId));
        var without = plan.Decide(result, ids, ["rule-2"]);
        Assert.Equal(["delete"], without.Actions.Select(action => action.ActionId));
        Assert.Equal([new RuleNotRun("rule-2", NotRunReason.Quota)], without.NotRun);
        Assert.Equal((1, 1), (without.Ran, signal.Runs));
    }

    private static string Leaf(string signalId) => $$"""{ "input": {{Field("text")}}, "signal": {{Signal(signalId)}} }""";

    private static ModerationAction Action(string id) => new() { Id = id, OrgId = OrgId, Name = id, Type = ActionType.CustomAction, CallbackUrl = "https://example.com/hook" };

    private void AddActing(string id, string[] policyIds, params string[] actionIds)
    {
        var rule = _world.AddRule($$"""{ "conjunction": "AND", "conditions": [{{Leaf("YES")}}] }""", id);
        _world.Change(rule, known => known with { PolicyIds = policyIds, Actions = [.. actionIds.Select(action => new RuleAction(action))] });
    }
}
