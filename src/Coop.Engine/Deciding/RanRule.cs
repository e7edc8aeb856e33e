using Coop.Engine.Rules;

namespace Coop.Engine.Deciding;

/// <summary>A rule that looked at an item.</summary>
/// <param name="Name">As it was called then; null when that is not known.</param>
/// <param name="Notable">How it came out when that is notable; null for a rule that did not match.</param>
public sealed record RanRule(RuleVersion Version, string? Name, RuleEnvironment Environment, RuleOutcome? Notable)
{
    internal static RanRule Of(RuleOutcome notable) =>
        new(new RuleVersion(notable.RuleId, notable.RuleVersion), notable.RuleName, notable.Environment, notable);

    /// <summary>In rule order.</summary>
    internal static IReadOnlyList<RanRule> Of(Decision decision, PlanRecord plan)
    {
        var notable = decision.Rules.ToDictionary(rule => rule.RuleId, StringComparer.Ordinal);
        var left = decision.NotRun.Select(rule => rule.RuleId).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. plan.Rules.Where(rule => rule.ItemTypeIds.Contains(decision.ItemTypeId) && !left.Contains(rule.Version.RuleId))
                .Select(rule => notable.TryGetValue(rule.Version.RuleId, out var outcome) ? Of(outcome) : new RanRule(rule.Version, null, rule.Environment, null)),
        ];
    }
}
