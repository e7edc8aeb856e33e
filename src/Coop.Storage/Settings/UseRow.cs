using Coop.Engine.Uses;
using Coop.Storage.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Coop.Storage.Settings;

/// <summary>One setting names another. Written with the one that names.</summary>
internal sealed class UseRow
{
    public required string OrgId { get; set; }

    public required SettingKind UserKind { get; set; }

    public required string UserId { get; set; }

    public required SettingKind UsedKind { get; set; }

    public required string UsedId { get; set; }

    public static void Map(EntityTypeBuilder<UseRow> row)
    {
        row.ToTable("uses");
        row.HasKey(r => new { r.OrgId, r.UserKind, r.UserId, r.UsedKind, r.UsedId });
        row.HasIndex(r => new { r.OrgId, r.UsedKind, r.UsedId });
        row.HasOne<OrgRow>().WithMany().HasForeignKey(r => r.OrgId).OnDelete(DeleteBehavior.Restrict);
    }
}
