using Coop.Engine.Actions;
using Coop.Engine.Deciding;
using Coop.Storage.Actions;
using Coop.Storage.Schema;
using Microsoft.EntityFrameworkCore;

namespace Coop.Storage.Decisions;

internal sealed class DecisionStore(IDbContextFactory<CoopDb> dbs) : IDecisionStore
{
    public async Task<IReadOnlyList<Decision>> ListByItemAsync(string orgId, string itemId, int most, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        return await NewestAsync(db.Set<DecisionRow>().Where(row => row.OrgId == orgId && row.ItemId == itemId), most, cancellationToken);
    }

    public async Task<IReadOnlyList<Decision>> ListAsync(string orgId, string? before, int most, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var rows = await BeforeAsync(db.Set<DecisionRow>().Where(row => row.OrgId == orgId), before, cancellationToken);
        return rows is null ? [] : await NewestAsync(rows, most, cancellationToken);
    }

    public async Task<IReadOnlyList<DecisionSummary>> ListSummariesAsync(string orgId, string? itemId, string? before, int most, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var all = db.Set<DecisionRow>().AsNoTracking();
        var rows = await BeforeAsync(all.Where(row => row.OrgId == orgId && (itemId == null || row.ItemId == itemId)), before, cancellationToken);
        return rows is null ? [] : await SummariesAsync(db, rows.OrderByDescending(row => row.Sequence).Take(most), mentioned: null, cancellationToken);
    }

    public async Task<RecentMatches> ListMatchesAsync(string orgId, string ruleId, int among, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var latest = db.Set<DecisionRow>().AsNoTracking().Where(row => row.OrgId == orgId).OrderByDescending(row => row.Sequence).Take(among);
        var mentioning = await SummariesAsync(db, latest, ruleId, cancellationToken);
        return new RecentMatches(await latest.CountAsync(cancellationToken), [.. mentioning.Where(decision => decision.Matched.Any(rule => rule.Id == ruleId))]);
    }

    public async Task<Decision?> FindAsync(string orgId, string id, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        return (await db.Set<DecisionRow>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == id && row.OrgId == orgId, cancellationToken))?.ToDecision();
    }

    public async Task<IReadOnlyList<ActionExecution>> ListExecutionsAsync(string orgId, string decisionId, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var rows = await db.Set<ActionExecutionRow>().AsNoTracking().Where(row => row.DecisionId == decisionId && row.OrgId == orgId)
            .OrderBy(row => row.Sequence).ToListAsync(cancellationToken);
        return rows.ConvertAll(row => row.ToExecution());
    }

    /// <param name="mentioned">Leaves out summaries without this text before they are read.</param>
    private static async Task<IReadOnlyList<DecisionSummary>> SummariesAsync(CoopDb db, IQueryable<DecisionRow> rows, string? mentioned, CancellationToken cancellationToken)
    {
        var found = await rows
            .LeftJoin(db.Set<DecisionSummaryRow>(), row => row.Sequence, summary => summary.Sequence, (row, summary) => new { row.Sequence, summary!.Content })
            .Where(each => mentioned == null || each.Content == null || each.Content.Contains(mentioned))
            .OrderByDescending(each => each.Sequence)
            .ToListAsync(cancellationToken);
        var without = found.Where(each => each.Content is null).Select(each => each.Sequence).ToList();
        var older = without.Count == 0
            ? []
            : await db.Set<DecisionRow>().AsNoTracking().Where(row => without.Contains(row.Sequence)).ToDictionaryAsync(row => row.Sequence, cancellationToken);
        return [.. found.Select(each => each.Content is { } content ? StoredJson.To<DecisionSummary>(content) : DecisionSummary.Of(older[each.Sequence].ToDecision()))];
    }

    /// <returns>Null when there is no such decision to page from.</returns>
    private static async Task<IQueryable<DecisionRow>?> BeforeAsync(IQueryable<DecisionRow> rows, string? before, CancellationToken cancellationToken)
    {
        if (before is null)
        {
            return rows;
        }

        var sequence = await rows.Where(row => row.Id == before).Select(row => (long?)row.Sequence).SingleOrDefaultAsync(cancellationToken);
        return sequence is null ? null : rows.Where(row => row.Sequence < sequence);
    }

    private static async Task<IReadOnlyList<Decision>> NewestAsync(IQueryable<DecisionRow> rows, int most, CancellationToken cancellationToken) =>
        (await rows.AsNoTracking().OrderByDescending(row => row.Sequence).Take(most).ToListAsync(cancellationToken)).ConvertAll(row => row.ToDecision());
}
