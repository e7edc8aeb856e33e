using Coop.Storage.Sqlite;
using Coop.Storage.Writing;

namespace Coop.Storage.Retention;

/// <summary>Takes away the oldest decisions of an organisation that has more than it may keep. Each is counted for itself: a flood of one takes nothing from its neighbours, and none takes what a person has still to look at.</summary>
internal sealed class DecisionSurplus(WriteLane lane, Reads reads, RetentionOptions options) : IRetention
{
    // Counting reads the index of all it may keep, so it is done again only when a hundredth of that can have come.
    private const int Share = 100;

    private static readonly Sql Newest = new("SELECT max(sequence) FROM decisions");
    private static readonly Sql NextOrg = new("SELECT min(org) FROM decisions WHERE org > ?1");
    private static readonly Sql FirstTooMany = new("SELECT sequence FROM decisions WHERE org = ?1 AND kept = 0 ORDER BY sequence DESC LIMIT 1 OFFSET ?2");
    private static readonly Sql Next = new("SELECT sequence FROM decisions WHERE org = ?1 AND kept = 0 AND sequence > ?2 AND sequence <= ?3 ORDER BY sequence LIMIT ?4");

    private readonly Queue<Surplus> _toTake = new();
    private long _countedAt = long.MinValue;

    public async Task<bool> SweepAsync(CancellationToken cancellationToken)
    {
        if (_toTake.Count == 0)
        {
            reads.Run(Count);
        }

        if (!_toTake.TryPeek(out var surplus))
        {
            return false;
        }

        var old = reads.Run(statements => Look(statements, surplus));
        if (old.Count > 0)
        {
            await lane.GroupAsync(statements => OldDecisions.Take(statements, surplus.Org, old), cancellationToken);
        }

        _toTake.Dequeue();
        if (old.Count > 0)
        {
            _toTake.Enqueue(surplus with { After = old[^1] });
        }

        return _toTake.Count > 0;
    }

    private int Count(Statements statements)
    {
        if (statements[Newest].Scalar() is not { } newest || newest - options.MostDecisions / Share < _countedAt)
        {
            return 0;
        }

        for (var org = statements[NextOrg].Bind(1, long.MinValue).Scalar(); org is { } one; org = statements[NextOrg].Bind(1, one).Scalar())
        {
            if (statements[FirstTooMany].Bind(1, one).Bind(2, options.MostDecisions).Scalar() is { } last)
            {
                _toTake.Enqueue(new Surplus(one, 0, last));
            }
        }

        // Last: what could not be looked at is looked at in the next walk.
        _countedAt = newest;
        return _toTake.Count;
    }

    private static List<long> Look(Statements statements, Surplus surplus)
    {
        var next = statements[Next].Bind(1, surplus.Org).Bind(2, surplus.After).Bind(3, surplus.Last).Bind(4, DecisionRemoval.Stretch);
        var old = new List<long>();
        while (next.Step())
        {
            old.Add(next.Long(0));
        }

        return old;
    }

    /// <param name="After">The last one that was looked at.</param>
    /// <param name="Last">The newest one that is too many.</param>
    private readonly record struct Surplus(long Org, long After, long Last);
}
