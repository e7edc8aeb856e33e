using Coop.Engine.Actions;
using Coop.Storage.Keys;
using Coop.Storage.Sqlite;
using Coop.Storage.Writing;

namespace Coop.Storage.Retention;

/// <summary>Takes away webhooks that were given up long ago: their bytes. What became of them stays with their decision.</summary>
internal sealed class DeliveryRetention(WriteLane lane, Reads reads, RetentionOptions options, RetentionClock clock) : IRetention
{
    private const int Stretch = 200;

    private static readonly Sql Next = new(
        $"""
        SELECT o.key, e.state, d.decided_at FROM outbox AS o JOIN executions AS e ON e.key = o.key JOIN decisions AS d ON d.sequence = o.key >> {OrdinalKey.BitsText}
        WHERE o.key > ?1 ORDER BY o.key LIMIT ?2
        """);

    private static readonly Sql Remove = new("DELETE FROM outbox WHERE key = ?1 AND EXISTS (SELECT 1 FROM executions AS e WHERE e.key = ?1 AND e.state = ?2)");

    private long _walked;

    public async Task<bool> SweepAsync(CancellationToken cancellationToken)
    {
        var before = (clock.Now - options.Deliveries).UtcTicks;
        var (old, walked, isOver) = reads.Run(statements => Look(statements, before));
        if (old.Count > 0)
        {
            // It may have been sent again since it was looked at.
            await lane.GroupAsync(statements => old.Sum(key => statements[Remove].Bind(1, key).Bind(2, (long)ActionExecutionState.Failed).Run()), cancellationToken);
        }

        _walked = isOver ? 0 : walked;
        return !isOver;
    }

    private (List<long> Old, long Walked, bool IsOver) Look(Statements statements, long before)
    {
        var next = statements[Next].Bind(1, _walked).Bind(2, Stretch);
        var (old, walked, seen, isAnyOld) = (new List<long>(), _walked, 0, false);
        for (; next.Step(); seen++)
        {
            walked = next.Long(0);
            if (next.Long(2) >= before)
            {
                continue;
            }

            // What waits to be sent, or to be sent again, stays however old it is, and what lies behind it is looked at all the same.
            isAnyOld = true;
            if (next.Int(1) == (int)ActionExecutionState.Failed)
            {
                old.Add(walked);
            }
        }

        return (old, walked, seen < Stretch || !isAnyOld);
    }
}
