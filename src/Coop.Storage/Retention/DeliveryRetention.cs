using Coop.Storage.Keys;
using Coop.Storage.Sqlite;
using Coop.Storage.Writing;

namespace Coop.Storage.Retention;

/// <summary>Takes away webhooks that were given up long ago: their bytes.</summary>
internal sealed class DeliveryRetention(WriteLane lane, Reads reads, RetentionOptions options, RetentionClock clock) : IRetention
{
    private static readonly Sql Next = new(
        $"""
        SELECT o.key, d.decided_at FROM outbox AS o JOIN decisions AS d ON d.sequence = o.key >> {OrdinalKey.BitsText}
        WHERE o.{GivenUpDeliveries.OfOrg} AND o.key > ?2 ORDER BY o.key LIMIT ?3
        """);

    private readonly OrgWalk _walk = new(reads, GivenUpDeliveries.NextOrg);
    private long _walked;

    public async Task<bool> SweepAsync(CancellationToken cancellationToken)
    {
        var before = (clock.Now - options.Deliveries).UtcTicks;
        if (_walk.Next((statements, org) => Look(statements, org, before)) is not { } old)
        {
            return false;
        }

        if (old.Found.Keys.Count > 0)
        {
            await lane.GroupAsync(statements => GivenUpDeliveries.Take(statements, old.Found.Keys), cancellationToken);
        }

        _walked = old.Found.Last;
        return true;
    }

    private OldStretch? Look(Statements statements, long org, long before)
    {
        var next = statements[Next].Bind(1, org).Bind(2, _walked).Bind(3, GivenUpDeliveries.Stretch);
        var old = OldestFirst.Read(statements, next, GivenUpDeliveries.Stretch, before, OrdinalKey.Sequence, decidedAt => decidedAt < before);
        if (old is null)
        {
            _walked = 0;
        }

        return old;
    }
}
