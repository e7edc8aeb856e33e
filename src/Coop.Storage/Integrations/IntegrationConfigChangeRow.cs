using Coop.Storage.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Coop.Storage.Integrations;

/// <summary>Who changed which members when; never what they were or are.</summary>
internal sealed class IntegrationConfigChangeRow
{
    public long Sequence { get; set; }

    public required string OrgId { get; set; }

    public required string IntegrationId { get; set; }

    public required DateTimeOffset ChangedAt { get; set; }

    public required string Actor { get; set; }

    public required ConfigChangeKind Kind { get; set; }

    public required string ChangedKeys { get; set; }

    public static void Map(EntityTypeBuilder<IntegrationConfigChangeRow> row)
    {
        row.ToTable("integration_config_changes");
        row.HasKey(r => r.Sequence);
        row.HasIndex(r => new { r.OrgId, r.IntegrationId, r.Sequence });
        row.HasOne<OrgRow>().WithMany().HasForeignKey(r => r.OrgId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal enum ConfigChangeKind
{
    Saved,
    Deleted,
}
