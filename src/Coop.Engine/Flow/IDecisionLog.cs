namespace Coop.Engine.Flow;

/// <summary>Where decisions become facts.</summary>
public interface IDecisionLog
{
    /// <summary>
    /// Stores a decision with all that follows from it, in one transaction, at most once for a submission: whoever comes second is told so and has written nothing.
    /// Holds between processes.
    /// </summary>
    Task<CommitOutcome> CommitAsync(DecisionCommit commit, CancellationToken cancellationToken);
}

/// <param name="SpentRuleIds">Only with <see cref="CommitResult.QuotaSpent"/>: the rules whose daily limit was reached before this decision could count. Nothing was written.</param>
public sealed record CommitOutcome(CommitResult Result, IReadOnlyList<string> SpentRuleIds)
{
    public static CommitOutcome Committed { get; } = new(CommitResult.Committed, []);

    public static CommitOutcome AlreadyDecided { get; } = new(CommitResult.AlreadyDecided, []);

    public static CommitOutcome QuotaSpent(IReadOnlyList<string> ruleIds) => new(CommitResult.QuotaSpent, ruleIds);
}

public enum CommitResult
{
    Committed,
    AlreadyDecided,
    QuotaSpent,
}
