using Coop.Integrations;

namespace Coop.Engine.Items;

/// <summary>A role a field can play: its name, the type of its field, and the kinds of item types that know it.</summary>
internal sealed record FieldRole(string Name, ScalarType Type, ItemTypeKind[] Kinds, Func<FieldRoles, string?> Of, Func<FieldRoles, string, FieldRoles> With)
{
    private static readonly ItemTypeKind[] Any = [ItemTypeKind.Content, ItemTypeKind.Thread, ItemTypeKind.User];

    public static readonly IReadOnlyList<FieldRole> All =
    [
        new("displayName", ScalarType.String, Any, roles => roles.DisplayName, (roles, field) => roles with { DisplayName = field }),
        new("createdAt", ScalarType.Datetime, Any, roles => roles.CreatedAt, (roles, field) => roles with { CreatedAt = field }),
        new("isDeleted", ScalarType.Boolean, Any, roles => roles.IsDeleted, (roles, field) => roles with { IsDeleted = field }),
        new("ipAddress", ScalarType.IpAddress, Any, roles => roles.IpAddress, (roles, field) => roles with { IpAddress = field }),
        new("creatorId", ScalarType.RelatedItem, [ItemTypeKind.Content, ItemTypeKind.Thread], roles => roles.CreatorId, (roles, field) => roles with { CreatorId = field }),
        new("threadId", ScalarType.RelatedItem, [ItemTypeKind.Content], roles => roles.ThreadId, (roles, field) => roles with { ThreadId = field }),
        new("parentId", ScalarType.RelatedItem, [ItemTypeKind.Content], roles => roles.ParentId, (roles, field) => roles with { ParentId = field }),
        new("profileIcon", ScalarType.Image, [ItemTypeKind.User], roles => roles.ProfileIcon, (roles, field) => roles with { ProfileIcon = field }),
        new("backgroundImage", ScalarType.Image, [ItemTypeKind.User], roles => roles.BackgroundImage, (roles, field) => roles with { BackgroundImage = field }),
        new("email", ScalarType.EmailAddress, [ItemTypeKind.User], roles => roles.Email, (roles, field) => roles with { Email = field }),
    ];

    public static FieldRole? Find(string name) => All.FirstOrDefault(role => role.Name == name);

    /// <summary>Role name to field name, for the roles that are filled.</summary>
    public static IReadOnlyDictionary<string, string> ToMap(FieldRoles roles) =>
        All.Where(role => role.Of(roles) is not null).ToDictionary(role => role.Name, role => role.Of(roles)!, StringComparer.Ordinal);
}
