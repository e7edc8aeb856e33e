using Coop.Storage.Sqlite;
using Coop.Storage.Writing;
using Microsoft.Extensions.Logging;

namespace Coop.Storage.Retention;

/// <summary>
/// Walks over the decisions from the oldest arrival on, a stretch at a time, and takes away those that became too old. Those with a webhook under way or an open review are passed over and looked at
/// again in the next walk; items without a decision are none of its business.
/// </summary>
internal sealed class DecisionRetention(
    WriteLane lane, Reads reads, RetentionOptions options, RetentionClock clock, OpenReviews reviews, KeptForReview kept, ILogger<DecisionRetention> logger) : IRetention
{
    private static readonly Sql Next = new("SELECT sequence, org, decided_at FROM decisions WHERE sequence > ?1 ORDER BY sequence LIMIT ?2");

    private readonly OldDecisions _old = new(lane, reviews, logger);
    private long _walked;

    public async Task<bool> SweepAsync(CancellationToken cancellationToken)
    {
        if (_walked == 0)
        {
            _old.Begin();
        }

        var before = (clock.Now - options.Decisions).UtcTicks;
        var (old, walked) = reads.Run(statements => Look(statements, before));
        await _old.TakeAsync(old, long.MinValue, cancellationToken);

        // A late decision may stand among old ones, so only a whole stretch without an old one ends the walk.
        _walked = old.Count > 0 ? walked : 0;
        if (old.Count == 0)
        {
            kept.SetOld(_old.End());
        }

        return old.Count > 0;
    }

    private (List<(OldDecision Decision, OpenReview Review)> Old, long Walked) Look(Statements statements, long before)
    {
        var next = statements[Next].Bind(1, _walked).Bind(2, DecisionRemoval.Stretch);
        var (old, walked) = (new List<OldDecision>(), _walked);
        while (next.Step())
        {
            walked = next.Long(0);
            if (next.Long(2) < before)
            {
                old.Add(new OldDecision(walked, next.Long(1), next.Long(2)));
            }
        }

        return (_old.Look(statements, old), walked);
    }
}
