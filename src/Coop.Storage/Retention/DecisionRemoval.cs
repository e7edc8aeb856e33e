using Coop.Engine.Actions;
using Coop.Storage.Keys;
using Coop.Storage.Sqlite;

namespace Coop.Storage.Retention;

/// <summary>Takes away a decision with its item and all that followed from it. Space that becomes free is used again by what comes next: the file does not shrink.</summary>
internal static class DecisionRemoval
{
    /// <summary>So many are taken in one write: it holds the lane for some milliseconds.</summary>
    public const int Stretch = 200;

    private static readonly Sql Newest = new("SELECT max(sequence) FROM submissions");
    private static readonly Sql UnderWay = new("SELECT 1 FROM executions WHERE key >= ?1 AND key < ?2 AND state = ?3");
    private static readonly Sql InQueue = new("DELETE FROM queue WHERE sequence = ?1");

    private static readonly Sql[] Following =
    [
        new("DELETE FROM outbox WHERE key >= ?1 AND key < ?2"),
        new("DELETE FROM executions WHERE key >= ?1 AND key < ?2"),
        new("DELETE FROM review_jobs WHERE key >= ?1 AND key < ?2"),
    ];

    private static readonly Sql DeleteDecision = new("DELETE FROM decisions WHERE sequence = ?1");
    private static readonly Sql DeleteSubmission = new("DELETE FROM submissions WHERE sequence = ?1");

    /// <returns>0 when it has to stay for now: a webhook of it is under way, or it is the newest.</returns>
    public static int Take(Statements statements, long sequence)
    {
        var (first, end) = (OrdinalKey.Of(sequence, 0), OrdinalKey.Of(sequence + 1, 0));

        // The newest submission stays whatever happens: the next one gets the number after it.
        if (sequence == statements[Newest].Scalar()
            || statements[UnderWay].Bind(1, first).Bind(2, end).Bind(3, (long)ActionExecutionState.Pending).Scalar() is not null)
        {
            return 0;
        }

        foreach (var delete in Following)
        {
            statements[delete].Bind(1, first).Bind(2, end).Run();
        }

        // It has its decision; only the acknowledgement was lost.
        statements[InQueue].Bind(1, sequence).Run();
        statements[DeleteDecision].Bind(1, sequence).Run();
        return statements[DeleteSubmission].Bind(1, sequence).Run();
    }
}
