using Coop.Storage.Sqlite;

namespace Coop.Storage.Retention;

/// <summary>From organisation to organisation by one probe of an index each, however much they have. It stays with one until nothing more is found there, and begins anew after the last.</summary>
/// <param name="next">Answers the first organisation after its parameter.</param>
internal sealed class OrgWalk(Reads reads, Sql next)
{
    private const long BeforeAll = long.MinValue;

    private long _after = BeforeAll;

    /// <returns>What the next organisation with a find has; null at the end of the walk.</returns>
    public OfOrg<T>? Next<T>(Func<Statements, long, T?> look)
        where T : class => reads.Run(statements =>
    {
        while (statements[next].Bind(1, _after).Scalar() is { } org)
        {
            if (look(statements, org) is { } found)
            {
                _after = org - 1;
                return new OfOrg<T>(org, found);
            }

            _after = org;
        }

        _after = BeforeAll;
        return null;
    });
}

internal sealed record OfOrg<T>(long Org, T Found);
