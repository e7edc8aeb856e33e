using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Coop.Storage.Stream;

/// <summary>An item's bytes: written once and never updated.</summary>
internal sealed class SubmissionRow
{
    /// <summary>So many submissions in a row share a bucket: 2 to this.</summary>
    public const int BucketBits = 16;

    /// <summary>The order of arrival.</summary>
    public long Sequence { get; set; }

    public required long Org { get; set; }

    /// <summary>A version 7 Guid, its bytes in the order of its digits: new ones come last in the index.</summary>
    public required byte[] Id { get; set; }

    public required string ItemId { get; set; }

    /// <summary><see cref="ItemHash"/> of organisation and item id.</summary>
    public required long Item { get; set; }

    /// <summary>Which stretch of arrivals it belongs to. Leading an index of hashes it keeps the new ones together, so that an insert touches pages that are at hand however many old ones there are.</summary>
    public long Bucket { get; private set; }

    /// <summary>The key of the version of the type it was checked against.</summary>
    public required long ItemType { get; set; }

    /// <summary>The normalised data, as UTF-8 JSON.</summary>
    public required byte[] Content { get; set; }

    public required DateTimeOffset SubmittedAt { get; set; }

    public string? RequestId { get; set; }

    public static void Map(EntityTypeBuilder<SubmissionRow> row)
    {
        row.ToTable("submissions");
        row.HasKey(r => r.Sequence);
        row.Property(r => r.Sequence).ValueGeneratedNever();
        row.Property(r => r.Bucket).HasComputedColumnSql($"sequence >> {BucketBits}", stored: false);
        row.HasIndex(r => r.Id).IsUnique();
        row.HasIndex(r => new { r.Bucket, r.Item });
    }
}
