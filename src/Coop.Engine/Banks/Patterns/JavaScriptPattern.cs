using System.Text.RegularExpressions;

namespace Coop.Engine.Banks.Patterns;

/// <summary>
/// Patterns of JavaScript's syntax (flag <c>i</c>), as rules and banks have them, made .NET expressions that match the same texts in time linear in the text.
/// Two differences are kept on purpose: <c>\b</c> knows letters of all alphabets, and the Kelvin sign is a <c>k</c>. Compiled into the text integration as well: what is refused in a bank is what a
/// rule cannot use, and nothing else.
/// </summary>
internal static class JavaScriptPattern
{
    /// <summary>Whether <see cref="Compile"/> works in linear time, for a hundredth of what that takes.</summary>
    /// <exception cref="PatternRefusedException">It does not: the pattern is malformed, needs backtracking, or is too large.</exception>
    public static void Check(string source)
    {
        if (source.Length > PatternWidth.Longest)
        {
            throw new PatternRefusedException(null, PatternWidth.TooLong);
        }

        if (PatternWidth.Of(source) > PatternWidth.Most)
        {
            throw new PatternRefusedException(null, PatternWidth.TooWide);
        }

        var translated = new PatternTranslation(source);
        if (PatternSteps.AreTooMany(translated.Text))
        {
            throw TooManySteps();
        }

        // Reading it finds the rest; the automaton is not made.
        _ = Compile(translated, RegexOptions.None);
    }

    /// <param name="how">Besides what the pattern means.</param>
    /// <exception cref="PatternRefusedException">The pattern is malformed or needs backtracking.</exception>
    public static Regex Compile(PatternTranslation translated, RegexOptions how)
    {
        try
        {
            return new Regex(translated.Text, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | how);
        }
        catch (RegexParseException e)
        {
            throw new PatternRefusedException(translated.SourceIndex(e.Offset - 1), PatternWords.Of(e.Error));
        }
        catch (NotSupportedException)
        {
            // Everything else the engine does not support was refused by the translation, with its place; and of steps it may count more than we do.
            throw TooManySteps();
        }
    }

    private static PatternRefusedException TooManySteps() => new(null, @"it has more than 10 000 steps with its repeats multiplied out (2 000 beside ^, $, \b or \B). Use smaller counts, or + and *, or split it into several.");
}
