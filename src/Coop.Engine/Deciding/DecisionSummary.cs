namespace Coop.Engine.Deciding;

/// <summary>A decision as lists show it: without its conditions, of which there are thousands when an organisation has many rules.</summary>
/// <param name="Ran">How many rules looked at the item.</param>
/// <param name="Matched">The rules that passed, in rule order.</param>
/// <param name="Unknown">How many rules came out unknown.</param>
/// <param name="Actions">The names of the actions that were set going.</param>
/// <param name="Reviews">How many rules marked the item for a person although no action says so.</param>
public sealed record DecisionSummary(
    string Id, string ItemId, string ItemTypeId, DateTimeOffset DecidedAt, int Ran, IReadOnlyList<MatchedRule> Matched, int Unknown, IReadOnlyList<string> Actions, int Reviews)
{
    public static DecisionSummary Of(Decision decision) => new(
        decision.Id, decision.ItemId, decision.ItemTypeId, decision.DecidedAt, decision.Ran,
        [.. decision.Rules.Where(rule => rule.Passed).Select(rule => new MatchedRule(rule.RuleId, rule.RuleName))],
        decision.Rules.Count(rule => rule.Outcome == ConditionOutcome.Errored), [.. decision.Actions.Select(action => action.ActionName)], decision.Reviews.Count);
}

/// <summary>Where a rule matched of late.</summary>
/// <param name="Among">How many of the latest decisions were looked at.</param>
/// <param name="Matches">Those in which the rule passed, newest first.</param>
public sealed record RecentMatches(int Among, IReadOnlyList<DecisionSummary> Matches);

/// <param name="Name">As it was called then.</param>
public sealed record MatchedRule(string Id, string Name);
