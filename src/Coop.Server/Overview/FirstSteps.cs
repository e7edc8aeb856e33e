using Coop.Engine.Deciding;
using Coop.Engine.Items;
using Coop.Engine.Rules;

namespace Coop.Server.Overview;

/// <summary>How far an organisation has come on the way to its first decision.</summary>
public sealed record FirstSteps(bool HasItemType, bool HasRule, bool HasLiveRule, bool HasDecision)
{
    public bool AreDone => HasItemType && HasLiveRule && HasDecision;

    public static async Task<FirstSteps> OfAsync(
        string orgId, ItemTypeFeature types, RuleFeature rules, DecisionFeature decisions, CancellationToken cancellationToken)
    {
        var all = await rules.ListAsync(orgId, cancellationToken);
        return new FirstSteps(
            (await types.ListAsync(orgId, cancellationToken)).Any(type => !type.Value.IsDefaultUserType),
            all.Count > 0,
            all.Any(rule => rule.Value.Status == RuleStatus.Live),
            (await decisions.ListSummariesAsync(orgId, null, null, 1, cancellationToken)).Value.Count > 0);
    }
}
