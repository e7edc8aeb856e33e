using Coop.Engine.Problems;
using Coop.Integrations;

namespace Coop.Engine.Items;

/// <summary>Which roles a kind of item has, and of which type their fields are.</summary>
public static class FieldRoleRules
{
    /// <summary>Role name to field name, for the roles that are filled.</summary>
    public static IReadOnlyDictionary<string, string> ToMap(FieldRoles roles) => FieldRole.ToMap(roles);

    /// <summary>The roles a kind of item has, and of which type the field must be.</summary>
    public static IReadOnlyList<(string Role, ScalarType Type)> Of(ItemTypeKind kind) =>
        [.. FieldRole.All.Where(role => role.Kinds.Contains(kind)).Select(role => (role.Name, role.Type))];

    internal static FieldRoles Check(
        IReadOnlyDictionary<string, string?> given, ItemTypeKind kind, IReadOnlyList<ItemField> fields, string pointer, InputCheck check)
    {
        var roles = FieldRoles.None;
        foreach (var (name, field) in given.Where(pair => pair.Value is not null))
        {
            var at = JsonPointer.Member(pointer, name);
            var role = FieldRole.Find(name) is { } known && known.Kinds.Contains(kind) ? known : null;
            if (role is null)
            {
                check.Add(Invalid(at, $"An item type of kind {WireNames.Of(kind)} has no role '{name}'."
                    + $" It has {string.Join(", ", FieldRole.All.Where(r => r.Kinds.Contains(kind)).Select(r => r.Name))}."));
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
                roles = role.With(roles, field!);
            }
        }

        if (roles.ThreadId is not null && roles.CreatedAt is null)
        {
            check.Add(Invalid(JsonPointer.Member(pointer, "threadId"), "The role threadId needs the role createdAt as well."));
        }

        if (roles.ParentId is not null && (roles.ThreadId is null || roles.CreatedAt is null))
        {
            check.Add(Invalid(JsonPointer.Member(pointer, "parentId"), "The role parentId needs the roles threadId and createdAt as well."));
        }

        return roles;
    }

    private static Problem Invalid(string pointer, string detail) =>
        new(ItemTypeCodes.RolesInvalid, ProblemKind.FieldRolesInvalidForItemType, "Invalid field roles for item type", detail, pointer);
}
