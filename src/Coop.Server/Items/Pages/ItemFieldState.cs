using Coop.Engine;
using Coop.Engine.Items;
using Coop.Integrations;

namespace Coop.Server.Items.Pages;

/// <summary>One field as it stands in the form.</summary>
public sealed class ItemFieldState
{
    private static readonly string Text = WireNames.Of(ScalarType.String);

    public string Name { get; set; } = "";

    /// <summary>The wire name of a scalar type or a container.</summary>
    public string Type { get; set; } = Text;

    public bool Required { get; set; }

    public string ValueType { get; set; } = Text;

    public string KeyType { get; set; } = Text;

    public bool IsContainer => IsMap || Type == WireNames.Of(ContainerType.Array);

    public bool IsMap => Type == WireNames.Of(ContainerType.Map);

    public static ItemFieldState Of(ItemField field) => new()
    {
        Name = field.Name,
        Type = field.Container is { } container ? WireNames.Of(container) : WireNames.Of(field.Type),
        Required = field.Required,
        ValueType = field.Container is null ? Text : WireNames.Of(field.Type),
        KeyType = WireNames.Of(field.KeyType ?? ScalarType.String),
    };

    public ItemFieldDraft ToDraft() => new()
    {
        Name = Name,
        Type = Type,
        Required = Required,
        Container = IsContainer ? new ItemFieldContainerDraft { ValueScalarType = ValueType, KeyScalarType = IsMap ? KeyType : null } : null,
    };
}
