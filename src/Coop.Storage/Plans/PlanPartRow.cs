using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Coop.Storage.Plans;

/// <summary>A part of one or more plans of an organisation, found by its content.</summary>
internal sealed class PlanPartRow
{
    public long Number { get; set; }

    public required long Org { get; set; }

    public required string Hash { get; set; }

    /// <summary>How many plans have it: it goes with the last of them, without a look at the others.</summary>
    public required long Plans { get; set; }

    public static void Map(EntityTypeBuilder<PlanPartRow> row)
    {
        row.ToTable("plan_parts");
        row.HasKey(r => r.Number);

        // The database gives it the next one.
        row.Property(r => r.Number).ValueGeneratedNever();
        row.HasIndex(r => new { r.Org, r.Hash }).IsUnique();
    }
}
