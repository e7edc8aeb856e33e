using Coop.Storage.Keys;
using Coop.Storage.Sqlite;

namespace Coop.Storage.Retention;

internal sealed class KeptForReview(Reads reads, KeyRing keys) : IKeptForReview
{
    private static readonly Sql Counts = new("SELECT kept, given_up FROM kept_reviews WHERE org = ?1");

    public KeptCounts Of(string orgId) => keys.FindOrg(orgId) is not { } org ? default : reads.Run(statements =>
    {
        var read = statements[Counts].Bind(1, org);
        var counts = read.Step() ? new KeptCounts(read.Long(0), read.Long(1)) : default;
        read.Reset();
        return counts;
    });
}

/// <summary>What is kept beyond its time for those who have to look at it.</summary>
public interface IKeptForReview
{
    KeptCounts Of(string orgId);
}

/// <param name="Kept">Decisions that are still there only because nobody has looked at their items yet.</param>
/// <param name="GivenUp">Those that went although nobody had, ever.</param>
public readonly record struct KeptCounts(long Kept, long GivenUp);
