using System.ComponentModel;
using Coop.Engine.Problems;

namespace Coop.Engine.Items;

[DisplayName("Items")]
internal static class ItemCodes
{
    public static ProblemCode DataNotObject { get; } = new("item.data-not-object", "An item's data is no JSON object.", "Send an object with a member per field.");

    public static ProblemCode DataUnreadable { get; } = new("item.data-unreadable", "The data holds text that is no valid Unicode.", "Send valid UTF-8.");

    public static ProblemCode FieldInvalid { get; } = new("item.field-invalid", "A field's value is not of the field's type.", "Send what the detail asks for.");

    public static ProblemCode FieldRequired { get; } = new("item.field-required", "A required field is missing.", "Send it.");

    public static ProblemCode FieldRolesInvalid { get; } = new(
        "item.field-roles-invalid",
        "A parent without thread and creation time, or a thread without creation time.",
        "Send the missing values.");

    public static ProblemCode IdRequired { get; } = new("item.id-required", "An item has no id.", "Give every item the id it has on your platform.");

    public static ProblemCode IdTooLong { get; } = new("item.id-too-long", "An item's id has more than 1 024 bytes in UTF-8.", "Send a shorter one, such as a hash of it.");
}
