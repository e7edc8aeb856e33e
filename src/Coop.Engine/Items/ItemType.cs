using Coop.Engine.Editing;
using Coop.Engine.Uses;
using Coop.Integrations;

namespace Coop.Engine.Items;

/// <summary>An organisation's schema for a kind of item.</summary>
public sealed record ItemType : ISetting<ItemType>
{
    public static SettingKind SettingKind => SettingKind.ItemType;

    public required string Id { get; init; }

    public required string OrgId { get; init; }

    /// <summary>Unique in the organisation.</summary>
    public required string Name { get; init; }

    public string? Description { get; init; }

    public required ItemTypeKind Kind { get; init; }

    /// <summary>At least one; names unique.</summary>
    public required IReadOnlyList<ItemField> Fields { get; init; }

    public FieldRoles Roles { get; init; } = FieldRoles.None;

    /// <summary>A timestamp text, new on every change.</summary>
    public required string Version { get; init; }

    /// <summary>The one user type each organisation has from the start and cannot delete.</summary>
    public bool IsDefaultUserType { get; init; }

    public ItemType Stamped(string version, DateTimeOffset at) => this with { Version = version };

    public ItemField? Field(string name) => Fields.FirstOrDefault(field => field.Name == name);
}

/// <summary>Which field plays which role; each is a field's name or null.</summary>
public sealed record FieldRoles
{
    public static FieldRoles None { get; } = new();

    public string? DisplayName { get; init; }

    public string? CreatedAt { get; init; }

    public string? IsDeleted { get; init; }

    public string? IpAddress { get; init; }

    public string? CreatorId { get; init; }

    public string? ThreadId { get; init; }

    public string? ParentId { get; init; }

    public string? ProfileIcon { get; init; }

    public string? BackgroundImage { get; init; }

    public string? Email { get; init; }
}
