using Coop.Engine.Deciding;
using Coop.Engine.Rules;

namespace Coop.Engine.Plan;

/// <summary>What a decision takes of the daily limits of rules.</summary>
public static class QuotaClaims
{
    /// <summary>One for each live rule that matched, acts, and may do so only so often on a day. The day is the decision's, in UTC.</summary>
    public static IReadOnlyList<QuotaClaim> ClaimsOf(this RulePlan plan, Decision decision)
    {
        if (!plan.HasQuotas || decision.Actions.Count == 0)
        {
            return [];
        }

        var acting = decision.Actions.SelectMany(action => action.RuleIds).ToHashSet(StringComparer.Ordinal);
        return [.. plan.Rules.Where(rule => rule is { Status: RuleStatus.Live, MaxDailyActions: not null } && acting.Contains(rule.Id))
            .Select(rule => new QuotaClaim(rule.Id, rule.MaxDailyActions!.Value))];
    }
}
