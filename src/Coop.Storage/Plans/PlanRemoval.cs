using Coop.Storage.Sqlite;

namespace Coop.Storage.Plans;

/// <summary>Takes away plans that no decision names any more, with the parts that no other plan has. A step costs as much as it takes away, however many plans are kept.</summary>
internal static class PlanRemoval
{
    /// <summary>So many plans are taken in one write at most.</summary>
    public const int Stretch = 50;

    // A plan of ten thousand rules has some hundred parts, and letting go of one takes some microseconds: the lane is held for some milliseconds.
    private const int MostParts = 1000;

    // Where there is no decision, none names a plan; the one that was put in force last may be the next to be named.
    private const string BeforeOldest =
        """
        last < COALESCE((SELECT min(oldest) FROM (
            SELECT min(sequence) AS oldest FROM decisions WHERE org = ?1 AND kept = 0 UNION ALL SELECT min(sequence) FROM decisions WHERE org = ?1 AND kept = 1)),
            (SELECT max(last) FROM plan_uses WHERE org = ?1))
        """;

    private static readonly Sql Next = new($"SELECT plan FROM plan_uses WHERE org = ?1 AND {BeforeOldest} ORDER BY last LIMIT ?2");
    private static readonly Sql DeleteUse = new($"DELETE FROM plan_uses WHERE org = ?1 AND plan = ?2 AND {BeforeOldest}");
    private static readonly Sql PartsOf = new("SELECT parts FROM plans WHERE org = ?1 AND id = ?2");
    private static readonly Sql DeletePlan = new("DELETE FROM plans WHERE org = ?1 AND id = ?2");
    private static readonly Sql OneLess = new("UPDATE plan_parts SET plans = plans - 1 WHERE org = ?1 AND hash = ?2");
    private static readonly Sql OfNone = new("SELECT number FROM plan_parts WHERE org = ?1 AND hash = ?2 AND plans = 0");
    private static readonly Sql DeleteContent = new("DELETE FROM plan_contents WHERE part = ?1");
    private static readonly Sql DeletePart = new("DELETE FROM plan_parts WHERE number = ?1");

    /// <returns>Plans that no decision names, those that were used least lately first.</returns>
    public static List<string> Unnamed(Statements statements, long org)
    {
        var next = statements[Next].Bind(1, org).Bind(2, Stretch);
        var plans = new List<string>();
        while (next.Step())
        {
            plans.Add(next.Text(0));
        }

        return plans;
    }

    /// <param name="plans">Those of them that a decision names by now are left.</param>
    /// <returns>How many went.</returns>
    public static int Take(Statements statements, long org, IReadOnlyList<string> plans)
    {
        var (taken, parts) = (0, 0);
        for (var i = 0; i < plans.Count && parts < MostParts; i++)
        {
            if (statements[DeleteUse].Bind(1, org).Bind(2, plans[i]).Run() > 0)
            {
                parts += TakePlan(statements, org, plans[i]);
                taken++;
            }
        }

        return taken;
    }

    /// <returns>How many parts it had.</returns>
    private static int TakePlan(Statements statements, long org, string plan)
    {
        var read = statements[PartsOf].Bind(1, org).Bind(2, plan);
        var hashes = read.Step() ? read.Text(0).Chunk(PlanRow.HashLength).Select(hash => new string(hash)).ToHashSet(StringComparer.Ordinal) : [];
        read.Reset();
        statements[DeletePlan].Bind(1, org).Bind(2, plan).Run();
        foreach (var hash in hashes)
        {
            statements[OneLess].Bind(1, org).Bind(2, hash).Run();
            if (statements[OfNone].Bind(1, org).Bind(2, hash).Scalar() is { } part)
            {
                statements[DeleteContent].Bind(1, part).Run();
                statements[DeletePart].Bind(1, part).Run();
            }
        }

        return hashes.Count;
    }
}
