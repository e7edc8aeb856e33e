using Coop.Storage.Sqlite;
using Coop.Storage.Writing;

namespace Coop.Storage.Retention;

/// <summary>
/// Walks over each organisation's decisions from the oldest arrival on, a stretch at a time, and takes away those that became too old. Those with a webhook under way are passed over and looked at
/// again in the next walk, those with an open review are set apart; items without a decision are none of its business.
/// </summary>
internal sealed class DecisionRetention(WriteLane lane, Reads reads, RetentionOptions options, RetentionClock clock) : IRetention
{
    private static readonly Sql NextOrg = new("SELECT min(org) FROM decisions WHERE org > ?1");
    private static readonly Sql Next = new("SELECT sequence, decided_at FROM decisions WHERE org = ?1 AND kept = 0 AND sequence > ?2 ORDER BY sequence LIMIT ?3");

    private readonly OrgWalk _walk = new(reads, NextOrg);
    private long _walked;

    public async Task<bool> SweepAsync(CancellationToken cancellationToken)
    {
        var before = (clock.Now - options.Decisions).UtcTicks;
        if (_walk.Next((statements, org) => Look(statements, org, before)) is not { } old)
        {
            return false;
        }

        if (old.Found.Keys.Count > 0)
        {
            await lane.GroupAsync(statements => OldDecisions.Take(statements, old.Org, old.Found.Keys), cancellationToken);
        }

        _walked = old.Found.Last;
        return true;
    }

    private OldStretch? Look(Statements statements, long org, long before)
    {
        var next = statements[Next].Bind(1, org).Bind(2, _walked).Bind(3, DecisionRemoval.Stretch);
        var old = OldestFirst.Read(statements, next, DecisionRemoval.Stretch, before, sequence => sequence, decidedAt => decidedAt < before);
        if (old is null)
        {
            _walked = 0;
        }

        return old;
    }
}
