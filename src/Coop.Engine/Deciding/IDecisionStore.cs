namespace Coop.Engine.Deciding;

public interface IDecisionStore
{
    /// <summary>Newest first, after a decision id for paging.</summary>
    Task<IReadOnlyList<Decision>> ListByItemAsync(string orgId, string itemId, string? before, int most, CancellationToken cancellationToken);

    /// <summary>Newest first, over all items, after a decision id for paging.</summary>
    Task<IReadOnlyList<Decision>> ListAsync(string orgId, string? before, int most, CancellationToken cancellationToken);

    /// <summary>Newest first: of one item, or of all; after a decision id for paging.</summary>
    Task<IReadOnlyList<DecisionSummary>> ListSummariesAsync(string orgId, string? itemId, string? before, int most, CancellationToken cancellationToken);

    /// <summary>Where a rule passed, among the organisation's latest decisions.</summary>
    Task<RecentMatches> ListMatchesAsync(string orgId, string ruleId, int among, CancellationToken cancellationToken);

    /// <summary>Whether there is a decision with this id to page from.</summary>
    Task<bool> HasAsync(string orgId, string id, CancellationToken cancellationToken);

    Task<Decision?> FindAsync(string orgId, string id, CancellationToken cancellationToken);

    /// <summary>What became of a decision's actions.</summary>
    Task<IReadOnlyList<Actions.ActionExecution>> ListExecutionsAsync(string orgId, string decisionId, CancellationToken cancellationToken);
}
