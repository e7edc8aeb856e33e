using Coop.Engine.Actions;
using Coop.Engine.Deciding;
using Coop.Engine.Items;
using Coop.Engine.Outbox;
using Coop.Engine.Policies;
using Coop.Engine.Review;

namespace Coop.Engine.Flow;

/// <summary>What follows from a decision: its actions' executions and webhooks, and the jobs it has for people.</summary>
public static class Consequences
{
    private const string NoCallbackUrl = "The action has no callback URL.";
    private const int MostReasons = 5;

    /// <param name="actions">The organisation's actions by id.</param>
    /// <param name="policies">The organisation's policies by id.</param>
    public static DecisionCommit Of(
        StreamItem received, Decision decision, KeptPlan plan, Item item, IReadOnlyDictionary<string, ModerationAction> actions, IReadOnlyDictionary<string, Policy> policies,
        IReadOnlyList<QuotaClaim> quotas)
    {
        var webhooks = DecisionWebhooks.Of(decision, item, actions, policies).ToDictionary(message => message.ExecutionId, StringComparer.Ordinal);
        return new DecisionCommit
        {
            Item = received,
            Decision = decision,
            Plan = plan,
            Executions = [.. decision.Actions.Select(action => Start(action, webhooks.GetValueOrDefault(action.ExecutionId)))],
            Reviews =
            [
                .. decision.Actions.Where(action => ReviewOf(action.Type) is not null)
                    .Select(action => new ReviewJob(ReviewOf(action.Type)!.Value, action.ExecutionId, action.RuleIds, action.PolicyIds, null)),
                .. decision.Reviews.Count == 0 ? Array.Empty<ReviewJob>() : [Ask(decision.Reviews)],
            ],
            Quotas = quotas,
        };
    }

    /// <summary>An item is marked once, however many rules ask for a person: ten thousand of them make one job, and not as many rows in the write of every item.</summary>
    private static ReviewJob Ask(IReadOnlyList<ReviewReason> reviews)
    {
        string[] rules = [.. reviews.Select(review => review.RuleId).Distinct(StringComparer.Ordinal)];
        string[] reasons = [.. reviews.Select(review => review.Reason).Distinct(StringComparer.Ordinal)];
        var told = string.Join('\n', reasons.Take(MostReasons));
        var more = reasons.Length - MostReasons;
        return new ReviewJob(ReviewJobKind.UnknownOutcome, null, rules, [], more <= 0 ? told : $"{told}\nAnd {more} more, which the decision names.");
    }

    private static ExecutionStart Start(TriggeredAction action, OutboxMessage? webhook) =>
        action.Failure is { } failure ? new ExecutionStart(action.ExecutionId, action.ActionId, ActionExecutionState.Failed, failure, null)
        : webhook is not null ? new ExecutionStart(action.ExecutionId, action.ActionId, ActionExecutionState.Pending, null, webhook)
        : ReviewOf(action.Type) is not null ? new ExecutionStart(action.ExecutionId, action.ActionId, ActionExecutionState.Delivered, null, null)
        : new ExecutionStart(action.ExecutionId, action.ActionId, ActionExecutionState.Failed, NoCallbackUrl, null);

    private static ReviewJobKind? ReviewOf(ActionType type) => type switch
    {
        ActionType.EnqueueToMrt => ReviewJobKind.Item,
        ActionType.EnqueueAuthorToMrt => ReviewJobKind.Author,
        ActionType.EnqueueToNcmec => ReviewJobKind.ChildSafety,
        _ => null,
    };
}
