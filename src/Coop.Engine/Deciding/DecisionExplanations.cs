using Coop.Engine.Rules;

namespace Coop.Engine.Deciding;

/// <summary>Explains decisions from what is kept: the plans they name and the versions of rules that ran. Neither ever changes, so what was read is kept for a while.</summary>
public sealed class DecisionExplanations(IPlanArchive plans, IRuleVersions rules)
{
    private const int MostPlans = 64;
    private const int MostVersions = 20_000;

    private readonly RecentlyUsed<(string OrgId, string PlanId), PlanRecord> _plans = new(MostPlans);
    private readonly RecentlyUsed<(string OrgId, RuleVersion Version), Rule> _versions = new(MostVersions);

    /// <summary>The notable rules of each decision, or every rule that ran; in rule order.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<ExplainedRule>>> ExplainAsync(
        string orgId, IReadOnlyList<Decision> decisions, bool all, CancellationToken cancellationToken)
    {
        var wanted = new List<(Decision Decision, PlanRecord? Plan, IReadOnlyList<RanRule> Rules)>(decisions.Count);
        foreach (var decision in decisions)
        {
            var plan = await FindPlanAsync(orgId, decision.PlanId, cancellationToken).ConfigureAwait(false);
            wanted.Add((decision, plan, all && plan is not null ? RanRule.Of(decision, plan) : [.. decision.Rules.Select(RanRule.Of)]));
        }

        var versions = await ReadAsync(orgId, wanted.SelectMany(each => each.Rules).Select(rule => rule.Version), cancellationToken).ConfigureAwait(false);
        return [.. wanted.Select(each => (IReadOnlyList<ExplainedRule>)[.. each.Rules.Select(rule => Explain(versions, each.Decision, each.Plan, rule)).OfType<ExplainedRule>()])];
    }

    /// <summary>One rule of a decision; null when it did not look at the item, or nobody knows any more.</summary>
    public async Task<ExplainedRule?> ExplainAsync(string orgId, Decision decision, string ruleId, CancellationToken cancellationToken)
    {
        var plan = await FindPlanAsync(orgId, decision.PlanId, cancellationToken).ConfigureAwait(false);
        var ran = plan is null ? decision.Rules.Select(RanRule.Of) : RanRule.Of(decision, plan);
        if (ran.FirstOrDefault(rule => rule.Version.RuleId == ruleId) is not { } found)
        {
            return null;
        }

        return Explain(await ReadAsync(orgId, [found.Version], cancellationToken).ConfigureAwait(false), decision, plan, found);
    }

    /// <summary>Every rule that looked at the item, in rule order, by name where it is kept.</summary>
    public async Task<IReadOnlyList<RanRule>> ListAsync(string orgId, Decision decision, int skip, int most, CancellationToken cancellationToken)
    {
        var plan = await FindPlanAsync(orgId, decision.PlanId, cancellationToken).ConfigureAwait(false);
        var page = (plan is null ? [.. decision.Rules.Select(RanRule.Of)] : RanRule.Of(decision, plan)).Skip(skip).Take(most).ToList();
        var versions = await ReadAsync(orgId, page.Select(rule => rule.Version), cancellationToken).ConfigureAwait(false);
        return page.ConvertAll(rule => rule with { Name = rule.Name ?? versions.GetValueOrDefault(rule.Version)?.Name });
    }

    /// <summary>What rules that were left out were called, by id.</summary>
    public async Task<IReadOnlyDictionary<string, string>> NamesOfNotRunAsync(string orgId, Decision decision, PlanRecord? plan, CancellationToken cancellationToken)
    {
        if (plan is null || decision.NotRun.Count == 0)
        {
            return new Dictionary<string, string>();
        }

        var left = decision.NotRun.Select(rule => rule.RuleId).ToHashSet(StringComparer.Ordinal);
        var versions = await ReadAsync(orgId, plan.Rules.Select(rule => rule.Version).Where(version => left.Contains(version.RuleId)), cancellationToken).ConfigureAwait(false);
        return versions.ToDictionary(each => each.Key.RuleId, each => each.Value.Name, StringComparer.Ordinal);
    }

    private static ExplainedRule? Explain(Dictionary<RuleVersion, Rule> versions, Decision decision, PlanRecord? plan, RanRule ran)
    {
        if (plan is null || versions.GetValueOrDefault(ran.Version) is not { } rule)
        {
            return ran.Notable is { } known ? new ExplainedRule(known, null) : null;
        }

        var trace = Explanation.Of(decision, rule.Conditions, plan);
        return new ExplainedRule(
            ran.Notable ?? new RuleOutcome(rule.Id, rule.Name, rule.Version, ran.Environment, trace.Outcome ?? ConditionOutcome.Failed, UsedFallback: false), trace);
    }

    /// <summary>What a decision was made with; null when it is not kept any more.</summary>
    public async ValueTask<PlanRecord?> FindPlanAsync(string orgId, string planId, CancellationToken cancellationToken)
    {
        if (_plans.TryGet((orgId, planId), out var known))
        {
            return known;
        }

        if (await plans.FindAsync(orgId, planId, cancellationToken).ConfigureAwait(false) is not { } kept)
        {
            return null;
        }

        var record = KeptPlanFormat.Read(kept);
        _plans.Keep((orgId, planId), record);
        return record;
    }

    /// <summary>Whatever others look at meanwhile, what is read here is at hand for whoever asked.</summary>
    private async Task<Dictionary<RuleVersion, Rule>> ReadAsync(string orgId, IEnumerable<RuleVersion> versions, CancellationToken cancellationToken)
    {
        var (known, unknown) = (new Dictionary<RuleVersion, Rule>(), new HashSet<RuleVersion>());
        foreach (var version in versions)
        {
            if (_versions.TryGet((orgId, version), out var rule))
            {
                known[version] = rule;
            }
            else
            {
                unknown.Add(version);
            }
        }

        if (unknown.Count == 0)
        {
            return known;
        }

        foreach (var rule in await rules.ListVersionsAsync(orgId, unknown, cancellationToken).ConfigureAwait(false))
        {
            var version = new RuleVersion(rule.Id, rule.Version);
            known[version] = rule;
            _versions.Keep((orgId, version), rule);
        }

        return known;
    }
}
