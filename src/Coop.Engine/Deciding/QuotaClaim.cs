namespace Coop.Engine.Deciding;

/// <summary>One acting of a rule on the UTC day of the decision.</summary>
/// <param name="MostDaily">How often the rule may act on a day, this time included.</param>
public sealed record QuotaClaim(string RuleId, int MostDaily);
