using Coop.Storage.Keys;
using Coop.Storage.Sqlite;

namespace Coop.Storage.Retention;

/// <summary>What becomes of decisions that are too old or too many: what a person was asked to look at must not be gone before anybody has, so it is set apart; the others go.</summary>
internal static class OldDecisions
{
    private static readonly Sql Asks = new("SELECT 1 FROM review_jobs WHERE key >= ?1 AND key < ?2");

    /// <returns>How many went or were set apart.</returns>
    public static int Take(Statements statements, long org, IReadOnlyList<long> sequences)
    {
        var done = 0;
        foreach (var sequence in sequences)
        {
            done += statements[Asks].Bind(1, OrdinalKey.Of(sequence, 0)).Bind(2, OrdinalKey.Of(sequence + 1, 0)).Scalar() is null
                ? DecisionRemoval.Take(statements, sequence)
                : KeptReviews.Keep(statements, org, sequence);
        }

        return done;
    }
}
