using Coop.Storage.Sqlite;
using Coop.Storage.Writing;

namespace Coop.Storage.Retention;

/// <summary>Takes away the oldest given-up webhooks of an organisation that has more than it may keep: their bytes. Each organisation's are counted for themselves.</summary>
internal sealed class DeliverySurplus(WriteLane lane, Reads reads, RetentionOptions options) : IRetention
{
    // Reads of an index as many short entries as an organisation may keep, without keeping anybody from writing.
    private static readonly Sql FirstTooMany = new($"SELECT key FROM outbox WHERE {GivenUpDeliveries.OfOrg} ORDER BY key DESC LIMIT 1 OFFSET ?2");
    private static readonly Sql Next = new($"SELECT key FROM outbox WHERE {GivenUpDeliveries.OfOrg} AND key <= ?2 ORDER BY key LIMIT ?3");

    private readonly OrgWalk _walk = new(reads, GivenUpDeliveries.NextOrg);

    // Up to which key they go: counting all that stay for each stretch of those that go would cost far more than taking them.
    private (long Org, long Last)? _surplus;

    public async Task<bool> SweepAsync(CancellationToken cancellationToken)
    {
        if (_walk.Next(Look) is not { } surplus)
        {
            return false;
        }

        await lane.GroupAsync(statements => GivenUpDeliveries.Take(statements, surplus.Found), cancellationToken);
        return true;
    }

    private List<long>? Look(Statements statements, long org)
    {
        var known = _surplus is { } surplus && surplus.Org == org ? surplus.Last : (long?)null;
        if ((known ?? statements[FirstTooMany].Bind(1, org).Bind(2, options.MostDeliveries).Scalar()) is not { } last)
        {
            return null;
        }

        var next = statements[Next].Bind(1, org).Bind(2, last).Bind(3, GivenUpDeliveries.Stretch);
        var keys = new List<long>();
        while (next.Step())
        {
            keys.Add(next.Long(0));
        }

        _surplus = keys.Count == GivenUpDeliveries.Stretch ? (org, last) : null;
        return keys.Count > 0 ? keys : null;
    }
}
