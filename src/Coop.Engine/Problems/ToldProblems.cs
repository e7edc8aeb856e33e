namespace Coop.Engine.Problems;

/// <summary>How many mistakes are told at once, whoever looks for them.</summary>
public static class ToldProblems
{
    /// <summary>Nobody reads on, and what is handed in may have millions of mistakes.</summary>
    public const int Most = 20;

    /// <summary>Whether there are as many as are told: whoever looks for more stops.</summary>
    public static bool AreEnough(this IReadOnlyCollection<Problem> problems) => problems.Count >= Most;
}
