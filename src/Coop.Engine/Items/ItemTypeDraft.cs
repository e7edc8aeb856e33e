using Coop.Engine.Editing;

namespace Coop.Engine.Items;

/// <summary>An item type as somebody wants it to be.</summary>
public sealed record ItemTypeDraft : ISettingDraft
{
    /// <summary>Unique in the organisation.</summary>
    public string? Name { get; init; }

    public string? Description { get; init; }

    /// <summary>CONTENT, THREAD or USER; cannot change later.</summary>
    public string? Kind { get; init; }

    /// <summary>At least one.</summary>
    public IReadOnlyList<ItemFieldDraft>? Fields { get; init; }

    /// <summary>Role name, such as <c>creatorId</c>, to field name.</summary>
    public IReadOnlyDictionary<string, string?>? Roles { get; init; }

    /// <summary>The version this replaces, as it was read; left out, whatever is there is replaced.</summary>
    public string? Version { get; init; }
}

public sealed record ItemFieldDraft
{
    /// <summary>Unique in the item type.</summary>
    public string? Name { get; init; }

    /// <summary>A scalar type, or ARRAY or MAP.</summary>
    public string? Type { get; init; }

    /// <summary>Whether an item without it is refused.</summary>
    public bool Required { get; init; }

    /// <summary>Given exactly for ARRAY and MAP.</summary>
    public ItemFieldContainerDraft? Container { get; init; }
}

public sealed record ItemFieldContainerDraft
{
    /// <summary>ARRAY or MAP; the field's type when left out.</summary>
    public string? ContainerType { get; init; }

    /// <summary>The type of each value.</summary>
    public string? ValueScalarType { get; init; }

    /// <summary>The type of a map's keys; STRING when left out.</summary>
    public string? KeyScalarType { get; init; }
}
