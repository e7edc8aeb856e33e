using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Coop.Engine.Problems;

namespace Coop.Engine.Items;

/// <summary>What can be wrong with an item's data. The wording is that of the TypeScript system, which platforms' developers know; a pointer is the caller's to add.</summary>
internal static class ItemProblems
{
    private const int LongestShownValue = 500;

    public static Problem FieldRequired(string name) => Data(ItemCodes.FieldRequired, $"The field '{name}' is required, but was not provided.");

    public static Problem FieldInvalid(string name, JsonElement value, string hint) =>
        Data(ItemCodes.FieldInvalid, $"The field '{name}' has an invalid value. The value you provided was: {Shown(value)}. {hint}");

    public static Problem DataNotObject() => Data(ItemCodes.DataNotObject, "The item's data must be a JSON object with a member for each field.");

    public static Problem NameUnreadable() => Data(ItemCodes.DataUnreadable, "The item's data has a member whose name is no valid Unicode text.");

    public static Problem IdRequired() => new(ItemCodes.IdRequired, ProblemKind.InvalidInput, "Invalid item id", "An item's id must be text and not empty.");

    public static Problem IdTooLong(int bytes, int most) => new(
        ItemCodes.IdTooLong,
        ProblemKind.InvalidInput,
        "Invalid item id",
        string.Create(CultureInfo.InvariantCulture, $"An item's id may have at most {most:#,0} bytes in UTF-8, and this one has {bytes:#,0}. Send a shorter one, such as a hash of it."));

    public static Problem RoleIncomplete(string role, string roleField, string missingRole) => new(
        ItemCodes.FieldRolesInvalid,
        ProblemKind.FieldRolesInvalidForItemType,
        "Invalid field roles for Item",
        $"The field '{roleField}' ({role}) has a value, so the field in the role {missingRole} needs one too.");

    private static Problem Data(ProblemCode code, string detail) => new(code, ProblemKind.DataInvalidForItemType, "Invalid Data for Item", detail);

    /// <summary>Always something to show: a value that is no valid text is the very one that is refused.</summary>
    private static string Shown(JsonElement value)
    {
        var text = value.ValueKind is JsonValueKind.Array or JsonValueKind.Object ? Compact(value) : AsWritten(value);
        return Shortened.Of(text, LongestShownValue);
    }

    private static string Compact(JsonElement value)
    {
        try
        {
            return JsonSerializer.Serialize(value);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException)
        {
            return AsWritten(value);
        }
    }

    /// <summary>With a mark in place of bytes that are no text.</summary>
    private static string AsWritten(JsonElement value) => Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(value));
}
