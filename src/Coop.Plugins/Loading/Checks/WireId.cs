namespace Coop.Plugins.Loading.Checks;

/// <summary>The form of ids: UPPER_SNAKE_CASE. They travel in URLs and are stored for ever.</summary>
internal static class WireId
{
    public static bool IsValid(string id, int longest) =>
        id.Length > 0 && id.Length <= longest && char.IsAsciiLetterUpper(id[0])
        && id.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '_');
}
