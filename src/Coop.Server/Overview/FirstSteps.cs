using Coop.Engine.Decisions;
using Coop.Engine.Items;
using Coop.Engine.Rules;

namespace Coop.Server.Overview;

/// <summary>How far an organisation has come on the way to its first decision.</summary>
public sealed record FirstSteps(bool HasItemType, bool HasRule, bool HasLiveRule, bool HasDecision)
{
    public bool AreDone => HasItemType && HasLiveRule && HasDecision;

    public static async Task<FirstSteps> OfAsync(
        string orgId, IItemTypeStore types, IRuleStore rules, IDecisionStore decisions, TimeProvider time, CancellationToken cancellationToken)
    {
        var all = await rules.ListAsync(orgId, cancellationToken);
        var now = time.GetUtcNow();
        return new FirstSteps(
            (await types.ListAsync(orgId, cancellationToken)).Any(type => !type.IsDefaultUserType),
            all.Count > 0,
            all.Any(rule => rule.EffectiveStatus(now) == RuleStatus.Live),
            (await decisions.ListAsync(orgId, null, 1, cancellationToken)).Count > 0);
    }
}
