using Coop.Engine.Banks;
using Coop.Engine.Deciding;
using Coop.Engine.Plan;
using Coop.Engine.Rules;
using Coop.Engine.Rules.Conditions;
using Coop.Integrations;
using static Coop.Tests.Rules.World;

namespace Coop.Tests.Rules;

/// <summary>The largest rule that can be saved, with lists, banks, containers and aggregates, is decided to its last condition.</summary>
public class LargestRuleTests
{
    private readonly World _world = new();

    [Fact]
    public async Task It_is_taken_and_every_condition_has_its_answer_and_is_measured_once()
    {
        var contains = _world.AddContains();
        _world.Banks.Add(new MatchingBank { Id = "bank-1", OrgId = OrgId, Name = "Bank", Type = BankType.String, Strings = ["spam", "eggs"] });
        List<Condition> leaves = [.. Enumerable.Range(0, RuleSize.MostConditions).Select(Leaf)];
        var draft = new RuleDraft
        {
            Name = "Largest",
            Status = "LIVE",
            ItemTypeIds = ["post"],
            Conditions = ConditionJson.ToElement(new ConditionSet(Conjunction.And, leaves)),
        };
        var rule = draft.Validate("largest", null, _world.Surroundings, null, Now);
        Assert.Empty(rule.Problems);

        _world.Rules.Add(rule.Value with { OrgId = OrgId });
        var plan = _world.Compile();
        var result = await plan.RunAsync(Item("""{ "text": "spam one", "tags": ["spam", "spam"], "count": 1 }"""), TestContext.Current.CancellationToken);
        var decision = plan.Decide(result, DecisionIds.DryRun(Now));
        Assert.True(Assert.Single(decision.Rules).Passed);
        var trace = (SetTrace)Explanation.Of(decision, rule.Value.Conditions, plan.Record);
        Assert.Equal(RuleSize.MostConditions, trace.Conditions.Count(condition => condition.Outcome == ConditionOutcome.Passed));
        // Of four conditions three have a list, and one of those is asked about two tags.
        Assert.Equal(RuleSize.MostConditions, contains.Runs);
    }

    [Fact]
    public void One_condition_more_is_refused_with_the_limit_named_whatever_it_is_about()
    {
        _world.AddContains();
        _world.Banks.Add(new MatchingBank { Id = "bank-1", OrgId = OrgId, Name = "Bank", Type = BankType.String, Strings = ["spam"] });
        List<Condition> leaves = [.. Enumerable.Range(0, RuleSize.MostConditions + 1).Select(Leaf)];
        // However they are nested.
        var nested = new ConditionSet(Conjunction.Or, [.. leaves.Chunk(100).Select(some => new ConditionSet(Conjunction.Or, some))]);
        var draft = new RuleDraft { Name = "Larger", Status = "LIVE", ItemTypeIds = ["post"], Conditions = ConditionJson.ToElement(nested) };
        var problem = Assert.Single(draft.Validate("larger", null, _world.Surroundings, null, Now).Problems);
        Assert.Equal("rule.too-large", problem.Code);
        Assert.Contains("1,001 conditions; at most 1,000", problem.Detail, StringComparison.Ordinal);
    }

    /// <summary>By fours: a list over a field, a list and a bank over all text, a list over the values of a container, a number.</summary>
    private static LeafCondition Leaf(int number) => (number % 4) switch
    {
        0 => Listed(new ConditionInput.Field("text", "post"), new ConditionMatchingValues { Strings = ["spam", $"w{number}"] }),
        1 => Listed(new ConditionInput.Aggregate(CoopInput.AllText), new ConditionMatchingValues { Strings = [$"w{number}"], TextBankIds = ["bank-1"] }),
        2 => Listed(new ConditionInput.Field("tags", "post"), new ConditionMatchingValues { Strings = ["spam", $"w{number}"] }),
        _ => new LeafCondition { Input = new ConditionInput.Field("count", "post"), Comparator = Comparator.GreaterThan, Threshold = (SignalScore)(double)-number },
    };

    private static LeafCondition Listed(ConditionInput input, ConditionMatchingValues values) =>
        new() { Input = input, Signal = new ConditionSignal("CONTAINS"), MatchingValues = values, Quantifier = Quantifier.All };
}
