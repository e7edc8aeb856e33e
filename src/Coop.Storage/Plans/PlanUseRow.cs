using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Coop.Storage.Plans;

/// <summary>Up to where decisions may name a plan. Beside the plan, which is long, as it is written more often.</summary>
internal sealed class PlanUseRow
{
    public required long Org { get; set; }

    public required string Plan { get; set; }

    /// <summary>The number of an arrival: no decision about a later one names the plan.</summary>
    public required long Last { get; set; }

    public static void Map(EntityTypeBuilder<PlanUseRow> row)
    {
        row.ToTable("plan_uses");
        row.HasKey(r => new { r.Org, r.Plan });
        row.HasIndex(r => new { r.Org, r.Last });
    }
}
