using Coop.Engine.Actions;
using Coop.Storage.Keys;
using Coop.Storage.Sqlite;
using Coop.Storage.Writing;

namespace Coop.Storage.Retention;

/// <summary>
/// Walks over the decisions from the oldest arrival on, a stretch at a time. Decisions with a webhook under way are passed over and looked at again in the next walk; items without
/// a decision are none of its business. Space that becomes free is used again by what comes next: the file does not shrink.
/// </summary>
internal sealed class DecisionRetention(WriteLane lane, Reads reads, RetentionOptions options, TimeProvider time) : IRetention
{
    // Deleting so many holds the lane for some milliseconds.
    private const int Stretch = 200;

    private static readonly Sql Last = new("SELECT max(sequence) FROM decisions");
    private static readonly Sql Newest = new("SELECT max(sequence) FROM submissions");
    private static readonly Sql Next = new("SELECT sequence, decided_at FROM decisions WHERE sequence > ?1 ORDER BY sequence LIMIT ?2");
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

    private long _walked;

    public async Task<bool> SweepAsync(CancellationToken cancellationToken)
    {
        var before = (time.GetUtcNow() - options.Decisions).UtcTicks;
        var (old, walked) = reads.Run(statements => Look(statements, before));
        if (old.Count > 0)
        {
            await lane.GroupAsync(statements => old.Sum(sequence => Delete(statements, sequence)), cancellationToken);
        }

        // A late decision may stand among old ones, so only a whole stretch without an old one ends the walk.
        _walked = old.Count > 0 ? walked : 0;
        return old.Count > 0;
    }

    private (List<long> Old, long Walked) Look(Statements statements, long before)
    {
        var surplus = (statements[Last].Scalar() ?? 0) - options.MostDecisions;
        var next = statements[Next].Bind(1, _walked).Bind(2, Stretch);
        var (old, walked) = (new List<long>(), _walked);
        while (next.Step())
        {
            walked = next.Long(0);
            if (walked <= surplus || next.Long(1) < before)
            {
                old.Add(walked);
            }
        }

        return (old, walked);
    }

    private static int Delete(Statements statements, long sequence)
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
