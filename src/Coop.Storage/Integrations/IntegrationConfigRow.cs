using Coop.Storage.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Coop.Storage.Integrations;

internal sealed class IntegrationConfigRow
{
    public required string OrgId { get; set; }

    public required string IntegrationId { get; set; }

    /// <summary>A JSON object. The members named in <see cref="SecretKeys"/> are encrypted, each for itself.</summary>
    public required string Config { get; set; }

    public required string SecretKeys { get; set; }

    public required int SchemaVersion { get; set; }

    public required DateTimeOffset UpdatedAt { get; set; }

    public static void Map(EntityTypeBuilder<IntegrationConfigRow> row)
    {
        row.ToTable("integration_configs");
        row.HasKey(r => new { r.OrgId, r.IntegrationId });
        row.HasOne<OrgRow>().WithMany().HasForeignKey(r => r.OrgId).OnDelete(DeleteBehavior.Restrict);
    }
}
