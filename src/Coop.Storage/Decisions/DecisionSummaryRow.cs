using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Coop.Storage.Decisions;

/// <summary>
/// What lists show of a decision, in a table of its own: beside the whole decision, which may have a megabyte, reading it would mean reading past that. Decisions made
/// before there were summaries have none.
/// </summary>
internal sealed class DecisionSummaryRow
{
    /// <summary>The decision's.</summary>
    public long Sequence { get; set; }

    public required string Content { get; set; }

    public static void Map(EntityTypeBuilder<DecisionSummaryRow> row)
    {
        row.ToTable("decision_summaries");
        row.HasKey(r => r.Sequence);
        row.Property(r => r.Sequence).ValueGeneratedNever();
        row.HasOne<DecisionRow>().WithOne().HasForeignKey<DecisionSummaryRow>(r => r.Sequence).OnDelete(DeleteBehavior.Cascade);
    }
}
