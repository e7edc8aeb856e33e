using Coop.Engine.Deciding;

namespace Coop.Engine.Rules.Evaluation;

/// <summary>How every rule that looked at a subject came out, in rule order.</summary>
public sealed record RulesetEvaluation(EvaluationSubject Subject, DateTimeOffset At, IReadOnlyList<RuleEvaluation> Rules);

/// <param name="Reviews">Why conditions whose fallback is a person ask for one; empty when none does.</param>
public sealed record RuleEvaluation(Rule Rule, RuleEnvironment Environment, ConditionOutcome Outcome, ConditionTrace Trace, IReadOnlyList<string> Reviews)
{
    /// <summary>Unknown counts as not passed.</summary>
    public bool Passed => Outcome == ConditionOutcome.Passed;
}
