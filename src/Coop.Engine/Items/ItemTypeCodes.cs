using System.ComponentModel;
using Coop.Engine.Problems;

namespace Coop.Engine.Items;

[DisplayName("Item types")]
public static class ItemTypeCodes
{
    public static ProblemCode DefaultUserType { get; } = new("item-type.default-user-type", "The default user type cannot be deleted.", "Change it instead.");

    public static ProblemCode RolesInvalid { get; } = new(
        "item-type.roles-invalid",
        "A role does not fit the kind of item type or its field.",
        "See [the table of roles](api.md#item-types).");
}
