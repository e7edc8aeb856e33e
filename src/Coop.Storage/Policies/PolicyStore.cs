using Coop.Engine.Policies;
using Coop.Engine.Problems;
using Coop.Storage.Schema;
using Coop.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace Coop.Storage.Policies;

internal sealed class PolicyStore(IDbContextFactory<CoopDb> dbs, WriteLane lane, Dialect dialect) : IPolicyStore
{
    private readonly NamedRows<PolicyRow> _rows = new(dbs, lane, dialect);

    public async Task<IReadOnlyList<Policy>> ListAsync(string orgId, CancellationToken cancellationToken) =>
        [.. (await _rows.ListAsync(orgId, cancellationToken)).Select(row => row.ToPolicy())];

    public async Task<Policy?> FindAsync(string orgId, string id, CancellationToken cancellationToken) =>
        (await _rows.FindAsync(orgId, id, cancellationToken))?.ToPolicy();

    public async Task<Result<Policy>> SaveAsync(Policy policy, Policy? replaces, Func<IReadOnlyList<Policy>, Problem?> refuse, CancellationToken cancellationToken)
    {
        Problem? refusal = null;
        var saved = await _rows.SaveAsync(
            PolicyRow.Of(policy),
            mayWrite: async (before, db, cancel) =>
            {
                if (replaces is not null && before?.ToPolicy() != replaces)
                {
                    refusal = before is null ? UseProblems.NotFound("policy", policy.Id) : UseProblems.ChangedMeanwhile("policy", before.Name);
                    return false;
                }

                var all = await db.Set<PolicyRow>().AsNoTracking().Where(row => row.OrgId == policy.OrgId).ToListAsync(cancel);
                refusal = refuse(all.ConvertAll(row => row.ToPolicy()));
                return refusal is null;
            },
            also: null,
            cancellationToken);
        return refusal is not null ? refusal : saved ? policy : NameProblems.Taken(PolicyCodes.NameTaken, "policy", policy.Name);
    }

    public Task<bool> DeleteAsync(string orgId, string id, CancellationToken cancellationToken) => _rows.DeleteAsync(orgId, id, cancellationToken);
}
