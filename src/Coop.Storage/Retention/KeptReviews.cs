using Coop.Storage.Sqlite;

namespace Coop.Storage.Retention;

/// <summary>
/// Decisions that are there only for their open review have a mark, by which the walks over the others do not meet them, and are counted by organisation, each once whatever it is kept
/// beyond. Mark and counts change in one transaction, so they hold with several processes.
/// </summary>
internal static class KeptReviews
{
    private static readonly Sql Mark = new("UPDATE decisions SET kept = 1 WHERE sequence = ?1 AND kept = 0");

    private static readonly Sql OneMore = new("INSERT INTO kept_reviews (org, kept, given_up, told) VALUES (?1, 1, 0, 0) ON CONFLICT (org) DO UPDATE SET kept = kept + 1");

    private static readonly Sql Less = new("UPDATE kept_reviews SET kept = kept - ?2, given_up = given_up + ?2 WHERE org = ?1");

    /// <returns>0 when it was marked already.</returns>
    public static int Keep(Statements statements, long org, long sequence)
    {
        var marked = statements[Mark].Bind(1, sequence).Run();
        if (marked > 0)
        {
            statements[OneMore].Bind(1, org).Run();
        }

        return marked;
    }

    /// <summary>Nobody looked for longer than anything is kept, or there are too many: they go all the same, and how many is kept until it is told.</summary>
    /// <returns>How many went.</returns>
    public static int GiveUp(Statements statements, long org, IReadOnlyList<long> sequences)
    {
        var gone = sequences.Sum(sequence => DecisionRemoval.Take(statements, sequence));
        statements[Less].Bind(1, org).Bind(2, gone).Run();
        return gone;
    }
}
