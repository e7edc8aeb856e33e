namespace Coop.Engine.Deciding;

/// <summary>How a rule came out, and why.</summary>
/// <param name="Conditions">Null when the version of the rule that ran is not kept any more.</param>
public sealed record ExplainedRule(RuleOutcome Outcome, ConditionTrace? Conditions);
