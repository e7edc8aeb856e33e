using System.Text.Json;

namespace Coop.Engine.Problems;

/// <summary>
/// What of JSON somebody wrote can be kept. What could be stored but never be read back or answered with is refused at every door: half a surrogate pair,
/// and nesting so deep that no room is left for what is put around it.
/// </summary>
public static class KeepableJson
{
    public const string NoText = "Text and names must be valid Unicode: half of a surrogate pair is not";
    public const string TooDeep = "The JSON is nested too deeply: at most 48 levels here";

    private const int MostLevels = 48;

    /// <returns><see cref="NoText"/> or <see cref="TooDeep"/>; null when it can be kept.</returns>
    public static string? Mistake(JsonElement json)
    {
        try
        {
            return IsTooDeep(json, 1) ? TooDeep : null;
        }
        catch (InvalidOperationException)
        {
            return NoText;
        }
    }

    /// <summary>Reads every text on its way, which throws for one that is none.</summary>
    private static bool IsTooDeep(JsonElement json, int level)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.String:
                _ = json.GetString();
                return false;
            case JsonValueKind.Array:
                return level > MostLevels || json.EnumerateArray().Any(element => IsTooDeep(element, level + 1));
            case JsonValueKind.Object:
                return level > MostLevels || json.EnumerateObject().Any(member => member.Name is null || IsTooDeep(member.Value, level + 1));
            default:
                return false;
        }
    }
}
