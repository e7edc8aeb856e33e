using Coop.Storage.Sqlite;
using Coop.Storage.Writing;

namespace Coop.Storage.Retention;

/// <summary>Takes away the counts of past days.</summary>
internal sealed class QuotaRetention(WriteLane lane, Reads reads, RetentionClock clock) : IRetention
{
    // A day's counts are asked for on that day alone; a week leaves room for clocks that disagree.
    private const int DaysKept = 7;

    private const int Stretch = 500;

    private static readonly Sql NextOrg = new("SELECT min(org) FROM rule_quotas WHERE org > ?1");
    private static readonly Sql Next = new("SELECT day, rule FROM rule_quotas WHERE org = ?1 AND day < ?2 ORDER BY day, rule LIMIT ?3");
    private static readonly Sql Delete = new("DELETE FROM rule_quotas WHERE org = ?1 AND day = ?2 AND rule = ?3");

    private readonly OrgWalk _walk = new(reads, NextOrg);

    public async Task<bool> SweepAsync(CancellationToken cancellationToken)
    {
        var before = DateOnly.FromDateTime(clock.Now.UtcDateTime).DayNumber - DaysKept;
        if (_walk.Next((statements, org) => Old(statements, org, before)) is not { } old)
        {
            return false;
        }

        await lane.GroupAsync(statements => old.Found.Sum(count => statements[Delete].Bind(1, old.Org).Bind(2, count.Day).Bind(3, count.Rule).Run()), cancellationToken);
        return true;
    }

    private static List<(long Day, long Rule)>? Old(Statements statements, long org, long before)
    {
        var next = statements[Next].Bind(1, org).Bind(2, before).Bind(3, Stretch);
        var old = new List<(long Day, long Rule)>();
        while (next.Step())
        {
            old.Add((next.Long(0), next.Long(1)));
        }

        return old.Count > 0 ? old : null;
    }
}
