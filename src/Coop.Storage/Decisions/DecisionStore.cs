using Coop.Engine.Actions;
using Coop.Engine.Decisions;
using Coop.Storage.Actions;
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
        var rows = db.Set<DecisionRow>().Where(row => row.OrgId == orgId);
        if (before is not null)
        {
            var sequence = await rows.Where(row => row.Id == before).Select(row => (long?)row.Sequence).SingleOrDefaultAsync(cancellationToken);
            if (sequence is null)
            {
                return [];
            }

            rows = rows.Where(row => row.Sequence < sequence);
        }

        return await NewestAsync(rows, most, cancellationToken);
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

    private static async Task<IReadOnlyList<Decision>> NewestAsync(IQueryable<DecisionRow> rows, int most, CancellationToken cancellationToken) =>
        (await rows.AsNoTracking().OrderByDescending(row => row.Sequence).Take(most).ToListAsync(cancellationToken)).ConvertAll(row => row.ToDecision());
}
