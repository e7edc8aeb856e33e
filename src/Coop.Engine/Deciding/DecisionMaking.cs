using System.Text.Json;
using Coop.Engine.Actions;
using Coop.Engine.Rules;
using Coop.Engine.Rules.Evaluation;

namespace Coop.Engine.Deciding;

/// <summary>What follows from an evaluation: live rules act, background rules are only recorded.</summary>
internal static class DecisionMaking
{
    public static Decision Decide(RulesetSource source, RulesetEvaluation evaluation, string? submissionId) =>
        Decide(source, evaluation, submissionId, submissionId ?? Guid.CreateVersion7(evaluation.At).ToString("n"));

    private static Decision Decide(RulesetSource source, RulesetEvaluation evaluation, string? submissionId, string id) => new()
    {
        Id = id,
        OrgId = source.OrgId,
        SubmissionId = submissionId,
        ItemId = evaluation.Subject.ItemId,
        ItemTypeId = evaluation.Subject.Type.Id,
        DecidedAt = evaluation.At,
        Rules = [.. evaluation.Rules.Select(rule => new RuleOutcome(rule.Rule.Id, rule.Rule.Name, rule.Rule.Version, rule.Environment, rule.Passed, rule.Outcome, rule.Trace))],
        Actions = Triggered(source, evaluation, id),
        Reviews = Reviews(evaluation),
    };

    private static List<TriggeredAction> Triggered(RulesetSource source, RulesetEvaluation evaluation, string id)
    {
        var actions = source.Actions.ToDictionary(action => action.Id, StringComparer.Ordinal);
        var passing = evaluation.Rules.Where(rule => rule is { Environment: RuleEnvironment.Live, Passed: true }).Select(rule => rule.Rule);
        var byAction = new OrderedDictionary<string, List<(Rule Rule, JsonElement? Parameters)>>(StringComparer.Ordinal);
        foreach (var rule in passing)
        {
            foreach (var taken in rule.Actions.DistinctBy(taken => taken.ActionId).Where(taken => actions.ContainsKey(taken.ActionId)))
            {
                if (!byAction.TryGetValue(taken.ActionId, out var takers))
                {
                    byAction.Add(taken.ActionId, takers = []);
                }

                takers.Add((rule, taken.Parameters));
            }
        }

        return [.. byAction.Select((entry, place) => Trigger(ExecutionId.Of(id, place), actions[entry.Key], entry.Value))];
    }

    private static TriggeredAction Trigger(string executionId, ModerationAction action, List<(Rule Rule, JsonElement? Parameters)> takers) => new(
        executionId,
        action.Id,
        action.Name,
        action.Type,
        [.. takers.Select(taker => taker.Rule.Id)],
        [.. takers.SelectMany(taker => taker.Rule.PolicyIds).Distinct(StringComparer.Ordinal)],
        ActionParameterValues.ForRules(action, takers.Select(taker => taker.Parameters)));

    private static List<ReviewReason> Reviews(RulesetEvaluation evaluation)
    {
        var reviews = new List<ReviewReason>();
        foreach (var rule in evaluation.Rules.Where(rule => rule.Environment == RuleEnvironment.Live))
        {
            reviews.AddRange(rule.Reviews.Distinct(StringComparer.Ordinal).Select(reason => new ReviewReason(rule.Rule.Id, reason)));
            if (rule is { Outcome: ConditionOutcome.Errored, Reviews.Count: 0, Rule.OnUnknown: OnUnknown.Review })
            {
                reviews.Add(new ReviewReason(rule.Rule.Id, $"The rule '{rule.Rule.Name}' came out unknown."));
            }
        }

        return reviews;
    }
}
