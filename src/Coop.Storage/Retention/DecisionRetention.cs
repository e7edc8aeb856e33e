using Coop.Storage.Sqlite;
using Coop.Storage.Writing;

namespace Coop.Storage.Retention;

/// <summary>
/// Walks over the decisions from the oldest arrival on, a stretch at a time, and takes away those that became too old. Those with a webhook under way are passed over and looked at
/// again in the next walk; items without a decision are none of its business.
/// </summary>
internal sealed class DecisionRetention(WriteLane lane, Reads reads, RetentionOptions options, RetentionClock clock) : IRetention
{
    private static readonly Sql Next = new("SELECT sequence, decided_at FROM decisions WHERE sequence > ?1 ORDER BY sequence LIMIT ?2");

    private long _walked;

    public async Task<bool> SweepAsync(CancellationToken cancellationToken)
    {
        var before = (clock.Now - options.Decisions).UtcTicks;
        var (old, walked) = reads.Run(statements => Look(statements, before));
        if (old.Count > 0)
        {
            await lane.GroupAsync(statements => old.Sum(sequence => DecisionRemoval.Take(statements, sequence)), cancellationToken);
        }

        // A late decision may stand among old ones, so only a whole stretch without an old one ends the walk.
        _walked = old.Count > 0 ? walked : 0;
        return old.Count > 0;
    }

    private (List<long> Old, long Walked) Look(Statements statements, long before)
    {
        var next = statements[Next].Bind(1, _walked).Bind(2, DecisionRemoval.Stretch);
        var (old, walked) = (new List<long>(), _walked);
        while (next.Step())
        {
            walked = next.Long(0);
            if (next.Long(1) < before)
            {
                old.Add(walked);
            }
        }

        return (old, walked);
    }
}
