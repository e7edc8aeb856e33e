using Coop.Engine.Deciding;

namespace Coop.Engine.Rules.Evaluation;

internal sealed record CompiledRule(Rule Rule, CompiledCondition Conditions);

/// <summary>A condition ready to run.</summary>
internal abstract class CompiledCondition
{
    /// <summary>Children are run in ascending order of it. Infinite when it cannot be known.</summary>
    public abstract double Cost { get; }

    /// <summary>What it looks like when it was not run.</summary>
    public abstract ConditionTrace NotRun { get; }

    /// <param name="reviews">Receives why a person is asked for.</param>
    public abstract ValueTask<ConditionTrace> EvaluateAsync(EvaluationState state, List<string> reviews);
}
