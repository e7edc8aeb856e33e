using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Coop.Storage.Plans;

/// <summary>What a part of plans holds. Beside the part, whose plans are counted anew with each edit of a rule.</summary>
internal sealed class PlanContentRow
{
    /// <summary>The number of the part.</summary>
    public required long Part { get; set; }

    public required byte[] Content { get; set; }

    public static void Map(EntityTypeBuilder<PlanContentRow> row)
    {
        row.ToTable("plan_contents");
        row.HasKey(r => r.Part);
        row.Property(r => r.Part).ValueGeneratedNever();
    }
}
