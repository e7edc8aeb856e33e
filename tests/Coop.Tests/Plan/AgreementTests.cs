using System.Collections.Concurrent;
using Coop.Engine.Deciding;
using Coop.Engine.Plan;
using Coop.Engine.Rules;
using Coop.Engine.Signals;
using Coop.Tests.Rules;
using CsCheck;

namespace Coop.Tests.Plan;

/// <summary>The plan and a plain interpreter of the same rules agree, on the outcome and on every reason, whatever the rules, items, failures, fallbacks and quotas.</summary>
public class AgreementTests
{
    private const int Plans = 2_500;
    private const int ItemsOfAPlan = 40;

    [Fact]
    public async Task Plan_and_interpreter_agree_in_two_hundred_thousand_cases()
    {
        var (cases, batches) = (0, 0);
        var failures = new ConcurrentDictionary<FailureKind, bool>();
        await Gen.Int.SampleAsync(
            async seed =>
            {
                var random = new RandomRules(seed);
                var plan = random.World.Compile();
                var kept = KeptPlanFormat.Read(plan.Kept);
                for (var item = 0; item < ItemsOfAPlan; item++)
                {
                    if (item == ItemsOfAPlan / 2)
                    {
                        // What is taken over from plan to plan must mean the same as what is made anew.
                        random.Edit();
                        plan = random.World.Compile(plan);
                        kept = KeptPlanFormat.Read(plan.Kept);
                    }

                    Interlocked.Add(ref cases, await AgreeAsync(random, plan, kept, random.Subject(), failures));
                }

                Interlocked.Add(ref batches, random.Batches);
            },
            iter: Plans);
        Assert.True(cases >= 200_000, $"Only {cases} cases.");
        Assert.True(batches >= 1_000, $"Only {batches} batches.");
        Assert.Equal(Enum.GetValues<FailureKind>(), failures.Keys.Order());
    }

    /// <returns>How many rules' traces were held against each other.</returns>
    private static async Task<int> AgreeAsync(RandomRules random, RulePlan plan, PlanRecord record, EvaluationSubject subject, ConcurrentDictionary<FailureKind, bool> failures)
    {
        var result = await plan.RunAsync(subject, TestContext.Current.CancellationToken);
        var ids = DecisionIds.Of("0198c0ffee0198c0ffee0198c0ffee01");
        var first = plan.Decide(result, ids);
        var spent = random.SomeOf(plan.ClaimsOf(first).Select(claim => claim.RuleId));
        var decision = DecisionFormat.Read(DecisionFormat.ToBytes(plan.Decide(result, ids, spent)));

        var running = random.World.Rules.Where(rule => rule.Status is RuleStatus.Live or RuleStatus.Background && rule.ItemTypeIds.Contains(subject.Type.Id)).ToList();
        var (notable, reviews) = (new List<RuleOutcome>(), new List<ReviewReason>());
        var compared = running.Where(rule => !(rule.ExpirationTime <= World.Now)).ToList();
        foreach (var rule in compared)
        {
            var interpreter = random.Interpreter();
            var expected = interpreter.Explain(rule.Conditions, subject, leaf => decision.Measured.IsMeasured(record.Find(random.KeyOf(leaf)).Place));
            var explained = Explanation.Of(decision, rule.Conditions, record);
            if (!IsSame(expected, explained))
            {
                Assert.Equal(DecisionJson.Of(expected).GetRawText(), DecisionJson.Of(explained).GetRawText());
                Assert.Fail("The traces differ in what is not shown.");
            }

            Note(expected, failures);
            Assert.NotNull(expected.Outcome);
            // What was left unmeasured would have changed nothing.
            Assert.Equal(Truth(random.Interpreter().Explain(rule.Conditions, subject, _ => true).Outcome), Truth(expected.Outcome));
            if (spent.Contains(rule.Id))
            {
                continue;
            }

            var isLive = rule.Status == RuleStatus.Live;
            if (expected.Outcome is ConditionOutcome.Passed or ConditionOutcome.Errored || UsesFallback(expected))
            {
                notable.Add(new RuleOutcome(rule.Id, rule.Name, rule.Version, isLive ? RuleEnvironment.Live : RuleEnvironment.Background, expected.Outcome.Value, UsesFallback(expected)));
            }

            reviews.AddRange(isLive ? interpreter.Reviews.Distinct().Select(reason => new ReviewReason(rule.Id, reason)) : []);
            if (isLive && expected.Outcome == ConditionOutcome.Errored && interpreter.Reviews.Count == 0 && rule.OnUnknown == OnUnknown.Review)
            {
                reviews.Add(new ReviewReason(rule.Id, $"The rule '{rule.Name}' came out unknown."));
            }
        }

        Assert.Equal(notable, decision.Rules);
        Assert.Equal(reviews, decision.Reviews);
        var matched = running.Where(rule => decision.Rules.Any(outcome => outcome.RuleId == rule.Id && outcome.Passed));
        Assert.Equal(
            Interpreter.Actions(matched, random.World.Actions),
            decision.Actions.Select(action => (action.ActionId, string.Join(',', action.RuleIds), string.Join(',', action.PolicyIds), action.Failure is not null)));
        var expired = running.Where(rule => rule.ExpirationTime <= World.Now).Select(rule => new RuleNotRun(rule.Id, NotRunReason.Expired));
        Assert.Equal(
            expired.Concat(spent.Select(id => new RuleNotRun(id, NotRunReason.Quota))).OrderBy(each => each.RuleId), decision.NotRun.OrderBy(each => each.RuleId));
        Assert.Equal(running.Count - decision.NotRun.Count, decision.Ran);
        return compared.Count;
    }

    private static bool IsSame(ConditionTrace one, ConditionTrace other) => (one, other) switch
    {
        (SetTrace left, SetTrace right) => left.Conjunction == right.Conjunction && left.Outcome == right.Outcome && left.Conditions.Count == right.Conditions.Count
            && left.Conditions.Zip(right.Conditions).All(pair => IsSame(pair.First, pair.Second)),
        _ => one == other,
    };

    /// <summary>Keeps what failures were met.</summary>
    private static void Note(ConditionTrace trace, ConcurrentDictionary<FailureKind, bool> failures)
    {
        if (trace is SetTrace set)
        {
            foreach (var condition in set.Conditions)
            {
                Note(condition, failures);
            }
        }
        else if (trace is LeafTrace { Failure: { } failure })
        {
            failures[failure.Kind] = true;
        }
    }

    private static bool? Truth(ConditionOutcome? outcome) => outcome switch
    {
        ConditionOutcome.Passed => true,
        ConditionOutcome.Errored => null,
        _ => false,
    };

    private static bool UsesFallback(ConditionTrace trace) => trace is SetTrace set ? set.Conditions.Any(UsesFallback) : trace is LeafTrace { UsedFallback: true };
}
