namespace Coop.Engine.Plan;

/// <summary>What one item may cost.</summary>
public sealed record EvaluationLimits
{
    /// <summary>After it, conditions still without an answer are unknown because they timed out.</summary>
    public TimeSpan ItemBudget { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How much longer the rules may take to notice that the budget is spent.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many values of one condition are measured side by side.</summary>
    public int ParallelValues { get; init; } = 8;
}
