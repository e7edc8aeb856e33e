using Coop.Engine.Actions;
using Coop.Engine.Problems;

namespace Coop.Engine.Deciding;

/// <summary>A decision with what became of its actions.</summary>
public sealed record ExplainedDecision(Decision Decision, IReadOnlyList<ActionExecution> Executions);

/// <summary>How people look decisions up.</summary>
public sealed class DecisionFeature(IDecisionStore decisions)
{
    public const int Most = 200;

    /// <summary>Newest first: of one item, or of all.</summary>
    /// <param name="itemId">Null for all items.</param>
    /// <param name="before">The id of the last decision of the page before; only without an item.</param>
    /// <param name="limit">1 to <see cref="Most"/>.</param>
    public async Task<Result<IReadOnlyList<Decision>>> ListAsync(
        string orgId, string? itemId, string? before, int limit, CancellationToken cancellationToken)
    {
        if (limit is < 1 or > Most)
        {
            return InputProblems.OutOfRange("", "The query parameter limit", 1, Most);
        }

        var page = itemId is null
            ? await decisions.ListAsync(orgId, before, limit, cancellationToken)
            : await decisions.ListByItemAsync(orgId, itemId, limit, cancellationToken);
        return Result<IReadOnlyList<Decision>>.Of(page);
    }

    /// <summary>As <see cref="ListAsync"/>, without the conditions: for lists.</summary>
    /// <param name="before">The id of the last decision of the page before.</param>
    public async Task<Result<IReadOnlyList<DecisionSummary>>> ListSummariesAsync(
        string orgId, string? itemId, string? before, int limit, CancellationToken cancellationToken) => limit is < 1 or > Most
            ? InputProblems.OutOfRange("", "The query parameter limit", 1, Most)
            : Result<IReadOnlyList<DecisionSummary>>.Of(await decisions.ListSummariesAsync(orgId, itemId, before, limit, cancellationToken));

    /// <summary>Where a rule passed, among the organisation's latest decisions.</summary>
    public Task<RecentMatches> ListMatchesAsync(string orgId, string ruleId, CancellationToken cancellationToken) =>
        decisions.ListMatchesAsync(orgId, ruleId, Most, cancellationToken);

    public async Task<Result<ExplainedDecision>> FindAsync(string orgId, string id, CancellationToken cancellationToken) =>
        await decisions.FindAsync(orgId, id, cancellationToken) is { } decision
            ? new ExplainedDecision(decision, await decisions.ListExecutionsAsync(orgId, id, cancellationToken))
            : UseProblems.NotFound("decision", id);
}
