using System.Text.Json;
using Coop.Engine.Actions;
using Coop.Engine.Deciding;
using Coop.Engine.Rules;

namespace Coop.Engine.Plan;

/// <summary>What follows from a run: live rules act, background rules are only recorded.</summary>
internal static class DecisionMaking
{
    // An empty list in the place of a List would be made anew for each decision.
    private static readonly IReadOnlyList<RuleNotRun> NoneLeft = [];
    private static readonly IReadOnlyList<TriggeredAction> NoActions = [];
    private static readonly IReadOnlyList<ReviewReason> NoReviews = [];

    public static Decision Decide(RulePlan plan, PlanResult result, DecisionIds ids, IReadOnlyCollection<string> withoutQuota)
    {
        // Most decisions name a rule or two and need none of the others.
        RuleOutcome[] outcomes = [];
        var count = 0;
        List<Rule>? acting = null;
        List<ReviewReason>? reviews = null;
        List<RuleNotRun>? left = null;
        foreach (var (index, verdict) in result.Notable)
        {
            var rule = plan.Rules[index];
            if (withoutQuota.Count > 0 && withoutQuota.Contains(rule.Id))
            {
                (left ??= []).Add(new RuleNotRun(rule.Id, NotRunReason.Quota));
                continue;
            }

            if (OutcomeOf(plan, result, index, verdict, ref reviews) is { } outcome)
            {
                outcomes = outcomes.Length > 0 ? outcomes : new RuleOutcome[result.Notable.Length];
                outcomes[count++] = outcome;
                if (outcome is { Passed: true, Environment: RuleEnvironment.Live } && rule.Actions.Count > 0)
                {
                    (acting ??= []).Add(rule);
                }
            }
        }

        var ran = result.Ran - (left?.Count ?? 0);
        foreach (var rule in result.Expired)
        {
            (left ??= []).Add(new RuleNotRun(rule.Id, NotRunReason.Expired));
        }

        return new Decision
        {
            Id = ids.DecisionId,
            OrgId = plan.Source.OrgId,
            SubmissionId = ids.SubmissionId,
            ItemId = result.Subject.ItemId,
            ItemTypeId = result.Subject.Type.Id,
            DecidedAt = result.At,
            PlanId = plan.Id,
            Ran = ran,
            Rules = count == outcomes.Length ? outcomes : outcomes[..count],
            NotRun = left ?? NoneLeft,
            Actions = acting is null ? NoActions : Triggered(plan, acting, ids.DecisionId),
            Reviews = reviews ?? NoReviews,
            Measured = result.Measured,
        };
    }

    /// <summary>Null for a rule that did not match: it only might have used a fallback, and did not.</summary>
    private static RuleOutcome? OutcomeOf(RulePlan plan, PlanResult result, int index, byte verdict, ref List<ReviewReason>? reviews)
    {
        var rule = plan.Rules[index];
        var environment = rule.Status == RuleStatus.Live ? RuleEnvironment.Live : RuleEnvironment.Background;
        var (outcome, usedFallback) = (verdict == Verdict.True ? ConditionOutcome.Passed : ConditionOutcome.Errored, false);
        List<string>? reasons = null;
        if ((verdict & Verdict.Fallback) != 0)
        {
            var trace = plan.ReadingOf(index).Trace(result.Measured, result.At, reasons = []);
            (outcome, usedFallback) = (trace.Outcome!.Value, UsesFallback(trace));
            if (!usedFallback && outcome is ConditionOutcome.Failed or ConditionOutcome.Inapplicable)
            {
                return null;
            }
        }

        if (environment == RuleEnvironment.Live)
        {
            if (reasons is { Count: > 0 })
            {
                (reviews ??= []).AddRange(ReviewsFor(rule, reasons));
            }
            else if (outcome == ConditionOutcome.Errored && rule.OnUnknown == OnUnknown.Review)
            {
                (reviews ??= []).Add(new ReviewReason(rule.Id, ReviewReason.Unknown(rule.Name)));
            }
        }

        return new RuleOutcome(rule.Id, rule.Name, rule.Version, environment, outcome, usedFallback);
    }

    // A method of its own: a lambda over the rule in its caller costs an object for every rule that is named in a decision.
    private static IEnumerable<ReviewReason> ReviewsFor(Rule rule, List<string> reasons) =>
        reasons.Distinct(StringComparer.Ordinal).Select(reason => new ReviewReason(rule.Id, reason));

    private static bool UsesFallback(ConditionTrace trace) => trace is SetTrace set ? set.Conditions.Any(UsesFallback) : trace is LeafTrace { UsedFallback: true };

    private static List<TriggeredAction> Triggered(RulePlan plan, List<Rule> acting, string decisionId)
    {
        var byAction = new OrderedDictionary<string, List<(Rule Rule, JsonElement? Parameters)>>(StringComparer.Ordinal);
        foreach (var rule in acting)
        {
            foreach (var taken in rule.Actions.DistinctBy(taken => taken.ActionId))
            {
                if (!byAction.TryGetValue(taken.ActionId, out var takers))
                {
                    byAction.Add(taken.ActionId, takers = []);
                }

                takers.Add((rule, taken.Parameters));
            }
        }

        return [.. byAction.Select((entry, place) => Trigger(
            plan.Source.Actions.FirstOrDefault(action => action.Id == entry.Key), entry.Key, ExecutionId.Of(decisionId, place), entry.Value))];
    }

    /// <summary>An action that is gone fails where everybody can see it: left out, its rule would match and do nothing without a word.</summary>
    private static TriggeredAction Trigger(ModerationAction? action, string actionId, string executionId, List<(Rule Rule, JsonElement? Parameters)> takers)
    {
        string[] rules = [.. takers.Select(taker => taker.Rule.Id)];
        string[] policies = [.. takers.SelectMany(taker => taker.Rule.PolicyIds).Distinct(StringComparer.Ordinal)];
        return action is null
            ? new TriggeredAction(
                executionId, actionId, actionId, ActionType.CustomAction, rules, policies, JsonText.EmptyObject,
                $"The action '{actionId}' was removed while rules still take it. Take it off the rules, or make it anew and choose it there.")
            : new TriggeredAction(
                executionId, action.Id, action.Name, action.Type, rules, policies, ActionParameterValues.ForRules(action, takers.Select(taker => taker.Parameters)));
    }
}
