using Coop.Storage.Sqlite;
using Coop.Storage.Writing;
using Microsoft.Extensions.Logging;

namespace Coop.Storage.Retention;

/// <summary>Takes away the oldest decisions of an organisation that has more than it may keep. Each is counted for itself: a flood of one takes nothing from its neighbours, and none takes what a person has still to look at.</summary>
internal sealed class DecisionSurplus(
    WriteLane lane, Reads reads, RetentionOptions options, RetentionClock clock, OpenReviews reviews, KeptForReview kept, ILogger<DecisionSurplus> logger) : IRetention
{
    // Counting reads the index of all it may keep, so it is done again only when a hundredth of that can have come.
    private const int Share = 100;

    private static readonly Sql Newest = new("SELECT max(sequence) FROM decisions");
    private static readonly Sql NextOrg = new("SELECT min(org) FROM decisions WHERE org > ?1");
    private static readonly Sql FirstTooMany = new("SELECT sequence FROM decisions WHERE org = ?1 ORDER BY sequence DESC LIMIT 1 OFFSET ?2");
    private static readonly Sql Next = new("SELECT sequence, decided_at FROM decisions WHERE org = ?1 AND sequence > ?2 AND sequence <= ?3 ORDER BY sequence LIMIT ?4");

    private readonly OldDecisions _old = new(lane, reviews, logger);
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

        // What is too old as well is counted by the other walk.
        var tooOld = (clock.Now - options.Decisions).UtcTicks;
        var old = reads.Run(statements => Look(statements, surplus));
        await _old.TakeAsync(old, tooOld, cancellationToken);
        _toTake.Dequeue();
        if (old.Count > 0)
        {
            _toTake.Enqueue(surplus with { After = old[^1].Decision.Sequence });
        }

        if (_toTake.Count == 0)
        {
            kept.SetSurplus(_old.End());
        }

        return _toTake.Count > 0;
    }

    private int Count(Statements statements)
    {
        if (statements[Newest].Scalar() is not { } newest || newest - options.MostDecisions / Share < _countedAt)
        {
            return 0;
        }

        _old.Begin();
        for (var org = statements[NextOrg].Bind(1, long.MinValue).Scalar(); org is { } one; org = statements[NextOrg].Bind(1, one).Scalar())
        {
            if (statements[FirstTooMany].Bind(1, one).Bind(2, options.MostDecisions).Scalar() is { } last)
            {
                _toTake.Enqueue(new Surplus(one, 0, last));
            }
        }

        // Last: what could not be looked at is looked at in the next walk.
        _countedAt = newest;
        if (_toTake.Count == 0)
        {
            kept.SetSurplus(_old.End());
        }

        return _toTake.Count;
    }

    private List<(OldDecision Decision, OpenReview Review)> Look(Statements statements, Surplus surplus)
    {
        var next = statements[Next].Bind(1, surplus.Org).Bind(2, surplus.After).Bind(3, surplus.Last).Bind(4, DecisionRemoval.Stretch);
        var old = new List<OldDecision>();
        while (next.Step())
        {
            old.Add(new OldDecision(next.Long(0), surplus.Org, next.Long(1)));
        }

        return _old.Look(statements, old);
    }

    /// <param name="After">The last one that was looked at.</param>
    /// <param name="Last">The newest one that is too many.</param>
    private readonly record struct Surplus(long Org, long After, long Last);
}
