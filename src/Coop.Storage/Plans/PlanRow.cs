using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Coop.Storage.Plans;

/// <summary>A plan that decisions name, as the list of its parts.</summary>
internal sealed class PlanRow
{
    public const int HashLength = 32;

    public required long Org { get; set; }

    public required string Id { get; set; }

    /// <summary>The hashes of its parts in order, each of <see cref="HashLength"/> digits.</summary>
    public required string Parts { get; set; }

    public static void Map(EntityTypeBuilder<PlanRow> row)
    {
        row.ToTable("plans");
        row.HasKey(r => new { r.Org, r.Id });
    }
}
