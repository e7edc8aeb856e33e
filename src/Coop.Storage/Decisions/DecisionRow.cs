using Coop.Storage.Stream;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Coop.Storage.Decisions;

internal sealed class DecisionRow
{
    /// <summary>The submission's. As its key it makes sure, whatever else goes wrong, that a submission cannot get a second decision.</summary>
    public long Sequence { get; set; }

    public required long Org { get; set; }

    public required DateTimeOffset DecidedAt { get; set; }

    /// <summary>It is there only for its open review: too old or one too many otherwise. Set by retention alone.</summary>
    public bool Kept { get; set; }

    /// <summary>The whole decision, in the engine's format.</summary>
    public required byte[] Content { get; set; }

    public static void Map(EntityTypeBuilder<DecisionRow> row)
    {
        row.ToTable("decisions");
        row.HasKey(r => r.Sequence);
        row.Property(r => r.Sequence).ValueGeneratedNever();
        row.Property(r => r.Kept).HasDefaultValue(false);

        // An index has the key of the table behind its columns: each part is in the order of arrivals.
        row.HasIndex(r => new { r.Org, r.Kept });
        row.HasOne<SubmissionRow>().WithOne().HasForeignKey<DecisionRow>(r => r.Sequence).OnDelete(DeleteBehavior.Restrict);
    }
}
