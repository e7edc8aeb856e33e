using Coop.Storage.Plans;
using Coop.Storage.Sqlite;
using Coop.Storage.Writing;

namespace Coop.Storage.Retention;

/// <summary>What grows slowly: the counts of past days, and plans that no decision names any more.</summary>
internal sealed class SmallRetention(WriteLane lane, Reads reads, RetentionClock clock) : IRetention
{
    // A day's counts are asked for on that day alone; a week leaves room for clocks that disagree.
    private const int DaysOfQuotas = 7;

    private static readonly Sql OldQuotas = new("SELECT 1 FROM rule_quotas WHERE day < ?1 LIMIT 1");
    private static readonly Sql DeleteQuotas = new("DELETE FROM rule_quotas WHERE day < ?1");

    private const string BeforeOldest = "last < (SELECT min(d.sequence) FROM decisions AS d WHERE d.org = plan_uses.org)";

    private static readonly Sql Unnamed = new($"SELECT DISTINCT org FROM plan_uses WHERE {BeforeOldest}");
    private static readonly Sql DeleteUses = new($"DELETE FROM plan_uses WHERE org = ?1 AND {BeforeOldest}");
    private static readonly Sql DeletePlans = new("DELETE FROM plans WHERE org = ?1 AND NOT EXISTS (SELECT 1 FROM plan_uses AS u WHERE u.org = plans.org AND u.plan = plans.id)");
    private static readonly Sql PartHashes = new("SELECT hash FROM plan_parts WHERE org = ?1");
    private static readonly Sql DeletePart = new("DELETE FROM plan_parts WHERE org = ?1 AND hash = ?2");
    private static readonly Sql PartsInUse = new("SELECT parts FROM plans WHERE org = ?1");

    public async Task<bool> SweepAsync(CancellationToken cancellationToken)
    {
        var old = DateOnly.FromDateTime(clock.Now.UtcDateTime).DayNumber - DaysOfQuotas;
        if (reads.Run(statements => statements[OldQuotas].Bind(1, old).Scalar()) is not null)
        {
            await lane.GroupAsync(statements => statements[DeleteQuotas].Bind(1, old).Run(), cancellationToken);
        }

        foreach (var org in reads.Run(statements => Longs(statements[Unnamed])))
        {
            await lane.GroupAsync(statements => DeleteUnnamed(statements, org), cancellationToken);
        }

        return false;
    }

    private static int DeleteUnnamed(Statements statements, long org)
    {
        statements[DeleteUses].Bind(1, org).Run();
        var deleted = statements[DeletePlans].Bind(1, org).Run();
        var used = new HashSet<string>(StringComparer.Ordinal);
        var parts = statements[PartsInUse].Bind(1, org);
        while (parts.Step())
        {
            used.UnionWith(parts.Text(0).Chunk(PlanRow.HashLength).Select(hash => new string(hash)));
        }

        foreach (var hash in Hashes(statements, org).Where(hash => !used.Contains(hash)))
        {
            statements[DeletePart].Bind(1, org).Bind(2, hash).Run();
        }

        return deleted;
    }

    private static List<string> Hashes(Statements statements, long org)
    {
        var read = statements[PartHashes].Bind(1, org);
        var hashes = new List<string>();
        while (read.Step())
        {
            hashes.Add(read.Text(0));
        }

        return hashes;
    }

    private static List<long> Longs(Statement read)
    {
        var found = new List<long>();
        while (read.Step())
        {
            found.Add(read.Long(0));
        }

        return found;
    }
}
