using Coop.Engine;
using Coop.Engine.Editing;
using Coop.Engine.Items;
using Coop.Integrations;

namespace Coop.Server.Items;

internal sealed record ItemTypeListView(IReadOnlyList<ItemTypeView> ItemTypes);

/// <param name="Id">Sent with every item of this type.</param>
/// <param name="Roles">Role name, such as <c>creatorId</c>, to field name.</param>
/// <param name="Version">New on every change.</param>
/// <param name="IsDefaultUserType">True for the one that cannot be deleted.</param>
internal sealed record ItemTypeView(
    string Id, string Name, string? Description, ItemTypeKind Kind, IReadOnlyList<ItemFieldView> Fields, IReadOnlyDictionary<string, string> Roles,
    string Version, bool IsDefaultUserType)
{
    public static ItemTypeView Of(Versioned<ItemType> read)
    {
        var type = read.Value;
        return new(
            type.Id, type.Name, type.Description, type.Kind, [.. type.Fields.Select(ItemFieldView.Of)],
            FieldRoleRules.ToMap(type.Roles), read.Version, type.IsDefaultUserType);
    }
}

/// <param name="Type">A scalar type, or ARRAY or MAP.</param>
/// <param name="Container">Present exactly for ARRAY and MAP.</param>
internal sealed record ItemFieldView(string Name, string Type, bool Required, ItemFieldContainerView? Container)
{
    public static ItemFieldView Of(ItemField field) => field.Container is { } container
        ? new(field.Name, WireNames.Of(container), field.Required, new ItemFieldContainerView(container, field.Type, field.KeyType))
        : new(field.Name, WireNames.Of(field.Type), field.Required, null);
}

internal sealed record ItemFieldContainerView(ContainerType ContainerType, ScalarType ValueScalarType, ScalarType? KeyScalarType);
