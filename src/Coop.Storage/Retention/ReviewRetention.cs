using Coop.Storage.Sqlite;
using Coop.Storage.Writing;

namespace Coop.Storage.Retention;

/// <summary>What is kept for its review has bounds of its own: what nobody looked at for longer, and the oldest of more than an organisation may have so, go.</summary>
internal sealed class ReviewRetention(WriteLane lane, Reads reads, RetentionOptions options, RetentionClock clock) : IRetention
{
    private static readonly Sql NextOrg = new("SELECT min(org) FROM kept_reviews WHERE org > ?1");

    // How many there are is asked with them: another process may give up some between two statements.
    private static readonly Sql Next = new(
        """
        SELECT sequence, decided_at, (SELECT kept FROM kept_reviews WHERE org = ?1) FROM decisions WHERE org = ?1 AND kept = 1 AND sequence > ?2
        ORDER BY sequence LIMIT ?3
        """);

    private readonly OrgWalk _walk = new(reads, NextOrg);
    private long _walked;

    // They could not go yet, for a webhook under way: no younger one goes in their stead.
    private long _passedOver;

    public async Task<bool> SweepAsync(CancellationToken cancellationToken)
    {
        var before = (clock.Now - options.Decisions - options.OpenReviews).UtcTicks;
        if (_walk.Next((statements, org) => Look(statements, org, before)) is not { } given)
        {
            return false;
        }

        var gone = given.Found.Keys.Count == 0 ? 0 : await lane.GroupAsync(statements => KeptReviews.GiveUp(statements, given.Org, given.Found.Keys), cancellationToken);
        (_walked, _passedOver) = (given.Found.Last, _passedOver + given.Found.Keys.Count - gone);
        return true;
    }

    private OldStretch? Look(Statements statements, long org, long before)
    {
        var next = statements[Next].Bind(1, org).Bind(2, _walked).Bind(3, DecisionRemoval.Stretch);
        var seen = 0L;
        var old = OldestFirst.Read(
            statements, next, DecisionRemoval.Stretch, before, sequence => sequence, decidedAt => seen++ < next.Long(2) - options.MostOpenReviews - _passedOver || decidedAt < before);
        if (old is null)
        {
            (_walked, _passedOver) = (0, 0);
        }

        return old;
    }
}
