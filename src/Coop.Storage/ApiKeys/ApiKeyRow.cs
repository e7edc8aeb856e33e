using Coop.Engine.ApiKeys;
using Coop.Storage.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Coop.Storage.ApiKeys;

internal sealed class ApiKeyRow : IStampedRow
{
    public required string Id { get; set; }

    public required string OrgId { get; set; }

    public required string Name { get; set; }

    public required ApiKeyScope Scope { get; set; }

    public required string Hash { get; set; }

    public required DateTimeOffset CreatedAt { get; set; }

    /// <summary>Not part of the setting: written as the key is used.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }

    public string Version { get; set; } = "";

    public DateTimeOffset ChangedAt { get; set; }

    public string ChangedBy { get; set; } = "";

    public static void Map(EntityTypeBuilder<ApiKeyRow> row)
    {
        row.ToTable("api_keys");
        row.HasKey(r => r.Id);
        row.HasIndex(r => r.Hash).IsUnique();
        row.HasIndex(r => new { r.OrgId, r.CreatedAt });
        row.HasOne<OrgRow>().WithMany().HasForeignKey(r => r.OrgId).OnDelete(DeleteBehavior.Restrict);
    }

    public ApiKey ToKey() => new(Id, OrgId, Name, Scope, Hash, CreatedAt, LastUsedAt, RevokedAt);
}
