namespace Coop.Engine.Plan;

/// <summary>What one item may cost, and one compile of what it is matched against.</summary>
public sealed record EvaluationLimits
{
    /// <summary>After it, conditions still without an answer are unknown because they timed out.</summary>
    public TimeSpan ItemBudget { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an author's code may take to compile an organisation's sets of matching values into a matcher. What it does not manage is looked for apart.</summary>
    public TimeSpan MatcherCompile { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How many values of one condition are measured side by side.</summary>
    public int ParallelValues { get; init; } = 8;
}
