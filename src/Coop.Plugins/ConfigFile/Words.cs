using System.Text.Json;

namespace Coop.Plugins.ConfigFile;

/// <summary>JSON values as messages speak of them.</summary>
internal static class Words
{
    private const int LongestShown = 60;

    public static string Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.Null => "null",
        JsonValueKind.Undefined => "nothing",
        _ when value.GetRawText() is { Length: > LongestShown } text => text[..LongestShown] + "…",
        _ => value.GetRawText(),
    };
}
