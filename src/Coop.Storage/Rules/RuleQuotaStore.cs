using Coop.Engine.Rules;
using Microsoft.EntityFrameworkCore;

namespace Coop.Storage.Rules;

internal sealed class RuleQuotaStore(IDbContextFactory<CoopDb> dbs) : IRuleQuotaStore
{
    public async Task<IReadOnlyDictionary<string, int>> CountAsync(string orgId, DateOnly utcDay, CancellationToken cancellationToken)
    {
        var day = utcDay.DayNumber;
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        return await db.Set<RuleQuotaRow>().AsNoTracking().Where(row => row.OrgId == orgId && row.Day == day)
            .ToDictionaryAsync(row => row.RuleId, row => row.Count, StringComparer.Ordinal, cancellationToken);
    }
}
