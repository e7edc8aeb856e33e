namespace Coop.Engine;

/// <summary>The beginning of what somebody else wrote, where there is no room for all of it.</summary>
public static class Shortened
{
    /// <summary>No character is cut in half.</summary>
    public static string Of(string text, int longest) =>
        text.Length > longest ? string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest), "…") : text;
}
