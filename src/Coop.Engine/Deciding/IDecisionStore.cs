namespace Coop.Engine.Deciding;

public interface IDecisionStore
{
    /// <summary>Newest first, after a decision id for paging. Null when there is no decision <paramref name="before"/>, or none any more; never when none is named.</summary>
    Task<IReadOnlyList<Decision>?> ListByItemAsync(string orgId, string itemId, string? before, int most, CancellationToken cancellationToken);

    /// <summary>Of all items, as <see cref="ListByItemAsync"/>.</summary>
    Task<IReadOnlyList<Decision>?> ListAsync(string orgId, string? before, int most, CancellationToken cancellationToken);

    /// <summary>Of one item, or of all, as <see cref="ListByItemAsync"/>.</summary>
    Task<IReadOnlyList<DecisionSummary>?> ListSummariesAsync(string orgId, string? itemId, string? before, int most, CancellationToken cancellationToken);

    /// <summary>Where a rule passed, among the organisation's latest decisions.</summary>
    Task<RecentMatches> ListMatchesAsync(string orgId, string ruleId, int among, CancellationToken cancellationToken);

    Task<Decision?> FindAsync(string orgId, string id, CancellationToken cancellationToken);

    /// <summary>What became of a decision's actions.</summary>
    Task<IReadOnlyList<Actions.ActionExecution>> ListExecutionsAsync(string orgId, string decisionId, CancellationToken cancellationToken);
}
