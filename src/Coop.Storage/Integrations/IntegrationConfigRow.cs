using Coop.Storage.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Coop.Storage.Integrations;

internal sealed class IntegrationConfigRow : IStampedRow
{
    public required string OrgId { get; set; }

    public required string IntegrationId { get; set; }

    /// <summary>What the integration was called when this was saved.</summary>
    public string Name { get; set; } = "";

    /// <summary>A JSON object. The members named in <see cref="SecretKeys"/> are encrypted, each for itself.</summary>
    public string Config { get; set; } = "";

    public string SecretKeys { get; set; } = "";

    public int SchemaVersion { get; set; }

    public string Version { get; set; } = "";

    public DateTimeOffset ChangedAt { get; set; }

    public string ChangedBy { get; set; } = "";

    public static void Map(EntityTypeBuilder<IntegrationConfigRow> row)
    {
        row.ToTable("integration_configs");
        row.HasKey(r => new { r.OrgId, r.IntegrationId });
        row.HasOne<OrgRow>().WithMany().HasForeignKey(r => r.OrgId).OnDelete(DeleteBehavior.Restrict);
    }
}
