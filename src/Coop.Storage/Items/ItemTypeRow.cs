using Coop.Engine.Items;
using Coop.Integrations;
using Coop.Storage.Schema;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Coop.Storage.Items;

internal sealed class ItemTypeRow : NamedRow
{
    public string? Description { get; set; }

    public required ItemTypeKind Kind { get; set; }

    public required string Fields { get; set; }

    public required string Roles { get; set; }

    public required string Version { get; set; }

    public required bool IsDefaultUserType { get; set; }

    public static void Map(EntityTypeBuilder<ItemTypeRow> row) => MapNamed(row, "item_types");

    public static ItemTypeRow Of(ItemType type) => new()
    {
        Id = type.Id,
        OrgId = type.OrgId,
        Name = type.Name,
        Description = type.Description,
        Kind = type.Kind,
        Fields = StoredJson.Of(type.Fields),
        Roles = StoredJson.Of(type.Roles),
        Version = type.Version,
        IsDefaultUserType = type.IsDefaultUserType,
    };

    public ItemType ToType() => new()
    {
        Id = Id,
        OrgId = OrgId,
        Name = Name,
        Description = Description,
        Kind = Kind,
        Fields = StoredJson.To<IReadOnlyList<ItemField>>(Fields),
        Roles = StoredJson.To<FieldRoles>(Roles),
        Version = Version,
        IsDefaultUserType = IsDefaultUserType,
    };
}
