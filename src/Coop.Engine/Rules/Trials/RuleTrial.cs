using Coop.Engine.Deciding;
using Coop.Engine.Plan;

namespace Coop.Engine.Rules.Trials;

/// <summary>How a rule came out on an item it was tried on. Nothing of it is stored, and nothing acted.</summary>
/// <param name="Conditions">Each with what became of it.</param>
/// <param name="Reviews">Why the item would be marked for a person.</param>
/// <param name="Notes">What took longer than it should, and what to do about it.</param>
/// <param name="Elapsed">How long it all took.</param>
public sealed record RuleTrial(RuleOutcome Outcome, ConditionTrace Conditions, EvaluationSubject Subject, IReadOnlyList<string> Reviews, IReadOnlyList<string> Notes, TimeSpan Elapsed);
