using Coop.Storage.Plans;
using Coop.Storage.Sqlite;
using Coop.Storage.Writing;

namespace Coop.Storage.Retention;

/// <summary>What grows slowly: the counts of past days, and plans that no decision names any more.</summary>
internal sealed class SmallRetention(WriteLane lane, Reads reads, RetentionClock clock) : IRetention
{
    // A decision is made within minutes of its plan being replaced; a day leaves room for clocks that disagree.
    private static readonly TimeSpan Overlap = TimeSpan.FromDays(1);

    // A day's counts are asked for on that day alone; a week leaves room for clocks that disagree.
    private const int DaysOfQuotas = 7;

    private static readonly Sql OldQuotas = new("SELECT 1 FROM rule_quotas WHERE day < ?1 LIMIT 1");
    private static readonly Sql DeleteQuotas = new("DELETE FROM rule_quotas WHERE day < ?1");

    // Nothing is decided before it arrives, and arrivals are in order: no decision of the organisation is older than this.
    private static readonly Sql OldestArrival = new(
        "SELECT s.submitted_at FROM decisions AS d JOIN submissions AS s ON s.sequence = d.sequence WHERE d.org = ?1 ORDER BY d.sequence LIMIT 1");

    private static readonly Sql Plans = new("SELECT org, id, parts, kept_at FROM plans ORDER BY org, kept_at DESC");
    private static readonly Sql DeletePlan = new("DELETE FROM plans WHERE org = ?1 AND id = ?2 AND kept_at = ?3");
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

        foreach (var superseded in reads.Run(Superseded).GroupBy(plan => plan.Org))
        {
            await lane.GroupAsync(statements => Delete(statements, superseded.Key, [.. superseded]), cancellationToken);
        }

        return false;
    }

    /// <summary>Those after which another one was put in force before the organisation's oldest decision can have been made.</summary>
    private static List<KeptAt> Superseded(Statements statements)
    {
        var plans = statements[Plans];
        var (superseded, newer) = (new List<KeptAt>(), default(KeptAt?));
        while (plans.Step())
        {
            var plan = new KeptAt(plans.Long(0), plans.Text(1), plans.Long(3));
            if (newer is { } next && next.Org == plan.Org
                && statements[OldestArrival].Bind(1, plan.Org).Scalar() is { } oldest && next.At < oldest - Overlap.Ticks)
            {
                superseded.Add(plan);
            }

            newer = plan;
        }

        return superseded;
    }

    private static int Delete(Statements statements, long org, List<KeptAt> superseded)
    {
        var deleted = superseded.Sum(plan => statements[DeletePlan].Bind(1, org).Bind(2, plan.Id).Bind(3, plan.At).Run());
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

    private readonly record struct KeptAt(long Org, string Id, long At);
}
