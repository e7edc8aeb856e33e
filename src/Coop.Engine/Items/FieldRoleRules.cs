using Coop.Engine.Problems;
using Coop.Integrations;

namespace Coop.Engine.Items;

/// <summary>Which roles a kind of item has, and of which type their fields are.</summary>
public static class FieldRoleRules
{
    private static readonly ItemTypeKind[] Everything = [ItemTypeKind.Content, ItemTypeKind.Thread, ItemTypeKind.User];

    /// <summary>In the order people see them.</summary>
    public static IReadOnlyList<FieldRole> All { get; } =
    [
        new("displayName", ScalarType.String, Everything, (roles, field) => roles with { DisplayName = field }, roles => roles.DisplayName),
        new("createdAt", ScalarType.Datetime, Everything, (roles, field) => roles with { CreatedAt = field }, roles => roles.CreatedAt),
        new("isDeleted", ScalarType.Boolean, Everything, (roles, field) => roles with { IsDeleted = field }, roles => roles.IsDeleted),
        new("ipAddress", ScalarType.IpAddress, Everything, (roles, field) => roles with { IpAddress = field }, roles => roles.IpAddress),
        new("creatorId", ScalarType.RelatedItem, [ItemTypeKind.Content, ItemTypeKind.Thread], (roles, field) => roles with { CreatorId = field }, roles => roles.CreatorId),
        new("threadId", ScalarType.RelatedItem, [ItemTypeKind.Content], (roles, field) => roles with { ThreadId = field }, roles => roles.ThreadId),
        new("parentId", ScalarType.RelatedItem, [ItemTypeKind.Content], (roles, field) => roles with { ParentId = field }, roles => roles.ParentId),
        new("profileIcon", ScalarType.Image, [ItemTypeKind.User], (roles, field) => roles with { ProfileIcon = field }, roles => roles.ProfileIcon),
        new("backgroundImage", ScalarType.Image, [ItemTypeKind.User], (roles, field) => roles with { BackgroundImage = field }, roles => roles.BackgroundImage),
        new("email", ScalarType.EmailAddress, [ItemTypeKind.User], (roles, field) => roles with { Email = field }, roles => roles.Email),
    ];

    internal static FieldRoles Check(
        IReadOnlyDictionary<string, string?> given, ItemTypeKind kind, IReadOnlyList<ItemField> fields, string pointer, InputCheck check)
    {
        var roles = FieldRoles.None;
        foreach (var (name, field) in given.Where(pair => pair.Value is not null))
        {
            var at = JsonPointer.Member(pointer, name);
            var role = All.FirstOrDefault(r => r.Name == name && r.Kinds.Contains(kind));
            if (role is null)
            {
                check.Add(Invalid(at, $"An item type of kind {WireNames.Of(kind)} has no role '{name}'."
                    + $" It has {string.Join(", ", All.Where(r => r.Kinds.Contains(kind)).Select(r => r.Name))}."));
            }
            else if (fields.FirstOrDefault(f => f.Name == field) is not { } target)
            {
                check.Add(Invalid(at, $"There is no field '{field}'.{DidYouMean.Hint(field!, fields.Select(f => f.Name))}"));
            }
            else if (target.Container is not null || target.Type != role.Type)
            {
                check.Add(Invalid(at, $"The role {name} needs a field of type {WireNames.Of(role.Type)}; '{field}' is of another type."));
            }
            else
            {
                roles = role.Set(roles, field);
            }
        }

        if (roles.ThreadId is not null && roles.CreatedAt is null)
        {
            check.Add(Invalid(pointer, "The role threadId needs the role createdAt as well."));
        }

        if (roles.ParentId is not null && (roles.ThreadId is null || roles.CreatedAt is null))
        {
            check.Add(Invalid(pointer, "The role parentId needs the roles threadId and createdAt as well."));
        }

        return roles;
    }

    private static Problem Invalid(string pointer, string detail) =>
        new("item-type.roles-invalid", ProblemKind.FieldRolesInvalidForItemType, "Invalid field roles for item type", detail, pointer);
}

/// <param name="Name">As the API spells it.</param>
/// <param name="Type">The type its field has.</param>
/// <param name="Kinds">The kinds of item that have it.</param>
public sealed record FieldRole(
    string Name, ScalarType Type, IReadOnlyList<ItemTypeKind> Kinds, Func<FieldRoles, string?, FieldRoles> Set, Func<FieldRoles, string?> Get);
