using System.Text.RegularExpressions;

namespace Coop.Integration.Text.Patterns;

/// <summary>
/// Compiles a pattern of JavaScript's syntax (flag <c>i</c>) to a .NET expression that matches the same texts in time linear in the text.
/// Two differences are kept on purpose: <c>\b</c> knows letters of all alphabets, and the Kelvin sign is a <c>k</c>.
/// </summary>
internal static class JavaScriptPattern
{
    /// <exception cref="PatternRefusedException">The pattern is malformed or needs backtracking.</exception>
    public static Regex Compile(string source)
    {
        var translated = new PatternTranslation(source);
        try
        {
            return new Regex(translated.Text, RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        }
        catch (RegexParseException e)
        {
            var reason = e.Message[(e.Message.LastIndexOf($"at offset {e.Offset}. ", StringComparison.Ordinal) + $"at offset {e.Offset}. ".Length)..];
            throw new PatternRefusedException(translated.SourceIndex(e.Offset - 1), reason);
        }
        catch (NotSupportedException)
        {
            // Everything else the engine does not support was refused by the translation, with its place.
            throw new PatternRefusedException(0, "its repeats multiply to more than 10 000 steps. Use smaller counts, or + and *.");
        }
    }
}
