using Coop.Storage.Plans;
using Coop.Storage.Sqlite;
using Coop.Storage.Writing;

namespace Coop.Storage.Retention;

/// <summary>Takes away the plans that no decision names any more.</summary>
internal sealed class PlanRetention(WriteLane lane, Reads reads) : IRetention
{
    private static readonly Sql NextOrg = new("SELECT min(org) FROM plan_uses WHERE org > ?1");

    private readonly OrgWalk _walk = new(reads, NextOrg);

    public async Task<bool> SweepAsync(CancellationToken cancellationToken)
    {
        if (_walk.Next((statements, org) => PlanRemoval.Unnamed(statements, org) is { Count: > 0 } plans ? plans : null) is not { } unnamed)
        {
            return false;
        }

        await lane.GroupAsync(statements => PlanRemoval.Take(statements, unnamed.Org, unnamed.Found), cancellationToken);
        return true;
    }
}
