using System.Text;
using Coop.Engine.Uses;
using Coop.Storage.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Coop.Storage.Settings;

/// <summary>Something an organisation set, whatever it is. Only <see cref="SettingStore{T}"/> writes here.</summary>
internal sealed class SettingRow
{
    public required string OrgId { get; set; }

    public required SettingKind Kind { get; set; }

    public required string Id { get; set; }

    public required string Name { get; set; }

    public required string Version { get; set; }

    public required DateTimeOffset ChangedAt { get; set; }

    public required string ChangedBy { get; set; }

    /// <summary>The whole of it as JSON, its secrets sealed.</summary>
    public required string Content { get; set; }

    /// <summary>Bytes of the content.</summary>
    public required long Size { get; set; }

    public static long SizeOf(string content) => Encoding.UTF8.GetByteCount(content);

    /// <summary>Those of a kind, to read.</summary>
    public static IQueryable<SettingRow> Of(CoopDb db, string orgId, SettingKind kind) =>
        db.Set<SettingRow>().AsNoTracking().Where(row => row.OrgId == orgId && row.Kind == kind);

    /// <summary>The organisation is part of the key: nobody can write over another organisation's row, whatever id he sends.</summary>
    public static void Map(EntityTypeBuilder<SettingRow> row)
    {
        row.ToTable("settings");
        row.HasKey(r => new { r.OrgId, r.Kind, r.Id });
        row.HasIndex(r => new { r.OrgId, r.Kind, r.Name }).IsUnique();
        row.HasIndex(r => new { r.OrgId, r.Size });
        row.HasOne<OrgRow>().WithMany().HasForeignKey(r => r.OrgId).OnDelete(DeleteBehavior.Restrict);
    }
}
