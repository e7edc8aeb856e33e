using Coop.Engine.Items;
using Coop.Storage.Orgs;
using Coop.Storage.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Coop.Storage.Items;

/// <summary>A type as it was. Stays when the type goes: submissions were checked against it.</summary>
internal sealed class ItemTypeVersionRow
{
    public required string OrgId { get; set; }

    public required string ItemTypeId { get; set; }

    public required string Version { get; set; }

    public required string Definition { get; set; }

    public static void Map(EntityTypeBuilder<ItemTypeVersionRow> row)
    {
        row.ToTable("item_type_versions");
        row.HasKey(r => new { r.OrgId, r.ItemTypeId, r.Version });
        row.HasOne<OrgRow>().WithMany().HasForeignKey(r => r.OrgId).OnDelete(DeleteBehavior.Restrict);
    }

    public static ItemTypeVersionRow Of(ItemType type) =>
        new() { OrgId = type.OrgId, ItemTypeId = type.Id, Version = type.Version, Definition = StoredJson.Of(type) };

    public ItemType ToType() => StoredJson.To<ItemType>(Definition);
}
