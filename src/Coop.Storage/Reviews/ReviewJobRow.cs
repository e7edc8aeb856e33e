using Coop.Engine.Review;
using Coop.Storage.Keys;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Coop.Storage.Reviews;

/// <summary>Something a person is to look at, written with the decision that asks for it.</summary>
internal sealed class ReviewJobRow
{
    /// <summary>The <see cref="OrdinalKey"/> of its decision and its place there.</summary>
    public long Key { get; set; }

    public required long Org { get; set; }

    public required ReviewJobKind Kind { get; set; }

    /// <summary>The place of the execution that asks, in the same decision; null when rules do.</summary>
    public int? Execution { get; set; }

    public required string RuleIds { get; set; }

    public required string PolicyIds { get; set; }

    public string? Reason { get; set; }

    public required DateTimeOffset CreatedAt { get; set; }

    public static void Map(EntityTypeBuilder<ReviewJobRow> row)
    {
        row.ToTable("review_jobs");
        row.HasKey(r => r.Key);
        row.Property(r => r.Key).ValueGeneratedNever();
    }
}
