using Coop.Engine.Deciding;
using Coop.Engine.Plan;
using Coop.Engine.Rules;
using Coop.Engine.Signals.Guard;
using Coop.Tests.Rules;
using CsCheck;

namespace Coop.Tests.Plan;

/// <summary>A plan that follows from another is the one that would have been made from nothing, however many edits lie between.</summary>
public class EditedPlanTests
{
    private const int Sequences = 150;
    private const int Edits = 12;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_any_edits_it_is_what_would_be_made_from_nothing()
    {
        var took = 0;
        await Gen.Int.SampleAsync(
            async seed =>
            {
                var random = new RandomRules(seed);
                var runner = new SignalRunner(random.World.Configs, random.World.Time);
                var catalogue = random.World.Catalogue;
                RulePlan? plan = null;
                for (var edit = 0; edit < Edits; edit++)
                {
                    var source = random.World.Source with { Catalogue = catalogue, ItemTypes = [World.Post, World.Comment, World.Person] };
                    var before = plan;
                    plan = await CompileAsync(source, plan);
                    var anew = await CompileAsync(source, null);
                    Assert.Equal(anew.Id, plan.Id);
                    Assert.Equal(anew.Kept.Parts.Select(part => part.Hash), plan.Kept.Parts.Select(part => part.Hash));
                    Assert.Equal((anew.Pool.Leaves, anew.Pool.Sets), (plan.Pool.Leaves, plan.Pool.Sets));
                    Assert.Equal(anew.Pool.Measurements.Select(each => each.Key).Order(), plan.Pool.Measurements.Select(each => each.Key).Order());
                    for (var item = 0; item < 5; item++)
                    {
                        var subject = random.Subject();
                        Assert.Equal(await SaidAsync(anew, subject), await SaidAsync(plan, subject));
                    }

                    Interlocked.Add(ref took, plan.Record.Rules.Count(rule => before?.Record.Rules.Contains(rule, ReferenceEqualityComparer.Instance) == true));
                    random.EditAnything();
                    if (edit == Edits / 2)
                    {
                        // The integrations are loaded anew.
                        catalogue = random.World.Catalogue;
                    }
                }

                Task<RulePlan> CompileAsync(RulesetSource source, RulePlan? previous) =>
                    RulePlan.CompileAsync(source, previous, runner, random.World.Time, random.World.Limits, Token);
            },
            iter: Sequences);
        Assert.True(took > Sequences * Edits, $"Only {took} rules were taken over.");
    }

    [Fact]
    public void Of_one_changed_rule_the_others_are_taken_over_as_they_are()
    {
        var world = new World();
        world.AddContains();
        foreach (var word in (string[])["one", "two", "three"])
        {
            world.AddRule(
                $$"""{ "conjunction": "AND", "conditions": [{ "input": {{World.Field("text")}}, "signal": {{World.Signal("CONTAINS")}}, "matchingValues": { "strings": ["{{word}}"] } }] }""", word);
        }

        var before = world.Compile();
        world.Change(world.Rules[1], rule => rule with { Conditions = world.Rules[0].Conditions, Version = "v2" });
        var plan = world.Compile(before);
        Assert.Same(before.Pool.Leaf(0).Shape, plan.Pool.Leaf(0).Shape);
        Assert.Equal((2, 2), (plan.Pool.Leaves, plan.Pool.Sets));
        Assert.Equal(plan.Roots[0], plan.Roots[1]);
        Assert.Same(before.Record.Rules[0], plan.Record.Rules[0]);
        Assert.Same(before.Record.Rules[2], plan.Record.Rules[2]);
        // It stays usable as it was.
        Assert.Equal((3, 3), (before.Pool.Leaves, before.Pool.Sets));
    }

    /// <summary>How rules came out and what follows from it. Which conditions a rule did without, and so which fallbacks it used, depends on which answer comes first.</summary>
    private static async Task<IEnumerable<string>> SaidAsync(RulePlan plan, EvaluationSubject subject)
    {
        var decision = plan.Decide(await plan.RunAsync(subject, Token), DecisionIds.Of("0198c0ffee0198c0ffee0198c0ffee01"));
        return
        [
            $"{decision.PlanId} {decision.Ran}", .. decision.NotRun.Select(rule => $"{rule}"),
            .. decision.Rules.Where(rule => rule.Outcome is ConditionOutcome.Passed or ConditionOutcome.Errored).Select(rule => $"{rule.RuleId} {rule.RuleVersion} {rule.Environment} {rule.Outcome}"),
            .. decision.Actions.Select(action => $"{action.ExecutionId} {action.ActionId} {action.ActionName} {string.Join(',', action.RuleIds)} {string.Join(',', action.PolicyIds)} {action.Failure}"),
        ];
    }
}
