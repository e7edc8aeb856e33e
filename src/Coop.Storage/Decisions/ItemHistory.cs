using Coop.Storage.Sqlite;
using Coop.Storage.Stream;

namespace Coop.Storage.Decisions;

/// <summary>Finds the decisions of one item, by its hash, one bucket of arrivals after the other from the newest on. A bucket costs a few microseconds.</summary>
internal static class ItemHistory
{
    private static readonly Sql Edges = new("SELECT (SELECT min(sequence) FROM submissions), (SELECT max(sequence) FROM submissions)");

    private static readonly Sql InBucket = new(
        """
        SELECT s.sequence FROM submissions AS s JOIN decisions AS d ON d.sequence = s.sequence
        WHERE s.bucket = ?1 AND s.item = ?2 AND s.sequence < ?3 AND s.item_id = ?4 AND s.org = ?5 ORDER BY s.sequence DESC LIMIT ?6
        """);

    /// <returns>Sequences, newest first.</returns>
    public static List<long> Newest(Statements statements, long org, string itemId, long before, int most)
    {
        var (first, last) = Range(statements);
        var select = statements[InBucket].Bind(2, ItemHash.Of(org, itemId)).Bind(3, before).Bind(4, itemId).Bind(5, org);
        var found = new List<long>();
        for (var bucket = Math.Min(last, before) >> SubmissionRow.BucketBits; bucket >= first >> SubmissionRow.BucketBits && found.Count < most; bucket--)
        {
            select.Bind(1, bucket).Bind(6, most - found.Count);
            while (select.Step())
            {
                found.Add(select.Long(0));
            }
        }

        return found;
    }

    private static (long First, long Last) Range(Statements statements)
    {
        var edges = statements[Edges];
        var range = edges.Step() && !edges.IsNull(0) ? (edges.Long(0), edges.Long(1)) : (0, -1);
        edges.Reset();
        return range;
    }
}
