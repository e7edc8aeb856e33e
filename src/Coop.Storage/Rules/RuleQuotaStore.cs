using Coop.Engine.Rules;
using Coop.Storage.Keys;
using Coop.Storage.Sqlite;

namespace Coop.Storage.Rules;

internal sealed class RuleQuotaStore(Reads reads, KeyRing keys) : IRuleQuotaStore
{
    private static readonly Sql Counts = new("SELECT rule, count FROM rule_quotas WHERE org = ?1 AND day = ?2");

    public Task<IReadOnlyDictionary<string, int>> CountAsync(string orgId, DateOnly utcDay, CancellationToken cancellationToken)
    {
        var counts = keys.FindOrg(orgId) is { } org ? reads.Run(statements => Read(statements, org, utcDay)) : [];
        return Task.FromResult<IReadOnlyDictionary<string, int>>(counts.ToDictionary(each => keys.Name(each.Rule).Id, each => each.Count, StringComparer.Ordinal));
    }

    private static List<(long Rule, int Count)> Read(Statements statements, long org, DateOnly utcDay)
    {
        var read = statements[Counts].Bind(1, org).Bind(2, utcDay.DayNumber);
        var counts = new List<(long, int)>();
        while (read.Step())
        {
            counts.Add((read.Long(0), read.Int(1)));
        }

        return counts;
    }
}
