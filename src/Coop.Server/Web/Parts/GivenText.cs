using Coop.Engine;

namespace Coop.Server.Web.Parts;

/// <summary>As <see cref="Given"/>, inside a sentence or where there can be no element: in a title, a choice of a list, a label for those who hear it.</summary>
internal static class GivenText
{
    private const char FirstStrongIsolate = '\u2068';
    private const int LongestShort = 48;
    private const char PopIsolate = '\u2069';

    /// <summary>Several, one after the other, each within itself.</summary>
    public static string List(IEnumerable<string?> texts) => string.Join(", ", texts.Select(Within));

    /// <summary>For the whole of such a place.</summary>
    public static string Alone(string? text) => text is null ? "" : Unseen.Shown(text);

    /// <summary>The beginning of a long one: an id may have a thousand characters, and then it leaves no room for what stands beside it.</summary>
    public static string Short(string? text) => IsLong(text) ? Alone(Shortened.Of(text!, LongestShort)[..^1]) + "…" : Alone(text);

    public static bool IsLong(string? text) => text?.Length > LongestShort;

    /// <summary>Among other words. What is written from left to right and begins so needs nothing around it.</summary>
    public static string Within(string? text) =>
        text is null ? "" : Unseen.Shown(text) is var shown && shown.All(char.IsAscii) ? shown : $"{FirstStrongIsolate}{shown}{PopIsolate}";
}
