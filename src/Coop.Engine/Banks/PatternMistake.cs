using System.Globalization;
using System.Text.RegularExpressions;

namespace Coop.Engine.Banks;

/// <summary>Why a regular expression is refused, in words that say what to do. Patterns run in linear time, so that none can stop the server; syntax that needs more is refused.</summary>
internal static class PatternMistake
{
    /// <returns>Null when it can be used.</returns>
    public static string? In(string pattern)
    {
        if (PatternWidth.Of(pattern) > PatternWidth.Most)
        {
            return $"The pattern cannot be used: {PatternWidth.TooWide}";
        }

        try
        {
            _ = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
            return null;
        }
        catch (RegexParseException e)
        {
            return string.Create(CultureInfo.InvariantCulture, $"The pattern is wrong at character {Math.Max(e.Offset, 1)}: {Words(e.Error)}");
        }
        catch (NotSupportedException)
        {
            return "The pattern uses look-around, a back-reference or an atomic group, which cannot be matched in linear time. Write it without.";
        }
    }

    private static string Words(RegexParseError error) => error switch
    {
        RegexParseError.InsufficientClosingParentheses => @"a ( is never closed. Add the ), or write \( for the character itself.",
        RegexParseError.InsufficientOpeningParentheses => @"this ) closes nothing. Remove it, or write \) for the character itself.",
        RegexParseError.UnterminatedBracket => @"a [ is never closed. Add the ], or write \[ for the character itself.",
        RegexParseError.ReversedCharacterRange => "the range runs backwards. Swap its ends.",
        RegexParseError.ShorthandClassInCharacterRange => @"a class such as \d cannot be the end of a range. Write it beside the range.",
        RegexParseError.ReversedQuantifierRange => "the counts of a repeat are the wrong way round. Write the smaller first, as in {1,3}.",
        RegexParseError.QuantifierAfterNothing => @"there is nothing to repeat before *, +, ? or {. Put something before it, or a backslash for the character itself.",
        RegexParseError.NestedQuantifiersNotParenthesized => @"a repeat follows a repeat. Put the first into (?: ), or write a backslash for the character itself.",
        RegexParseError.QuantifierOrCaptureGroupOutOfRange => "a number is too large. Use a smaller one.",
        RegexParseError.UnescapedEndingBackslash => @"a backslash at the end escapes nothing. Write \\ for the character itself.",
        RegexParseError.UnrecognizedEscape => "this letter means nothing behind a backslash. Leave the backslash out.",
        RegexParseError.UnrecognizedControlCharacter or RegexParseError.MissingControlCharacter => @"\c wants a letter after it, such as \cJ.",
        RegexParseError.InsufficientOrInvalidHexDigits => @"\x wants two hexadecimal digits after it, and \u four.",
        RegexParseError.InvalidUnicodePropertyEscape or RegexParseError.MalformedUnicodePropertyEscape or RegexParseError.UnrecognizedUnicodeProperty =>
            @"\p and \P want the name of a Unicode category after them, such as \p{L} for letters.",
        RegexParseError.InvalidGroupingConstruct => @"what follows (? is no kind of group. Write (?: for a group, or \( for the character itself.",
        RegexParseError.CaptureGroupNameInvalid or RegexParseError.CaptureGroupOfZero => "the name of a group begins with a letter and has letters, digits and _ only.",
        RegexParseError.UndefinedNamedReference or RegexParseError.UndefinedNumberedReference or RegexParseError.MalformedNamedReference =>
            "a back-reference names no group, and back-references cannot be matched in linear time. Write it without.",
        RegexParseError.UnterminatedComment => "a comment, (?#, is never closed. Add the ), or take it away.",
        RegexParseError.ExclusionGroupNotLast => "what a class is taken away from comes first, as in [a-z-[aeiou]].",
        RegexParseError.AlternationHasTooManyConditions or RegexParseError.AlternationHasMalformedCondition or RegexParseError.AlternationHasNamedCapture
            or RegexParseError.AlternationHasComment or RegexParseError.AlternationHasMalformedReference or RegexParseError.AlternationHasUndefinedReference =>
            "(?( chooses by a condition, which cannot be matched in linear time. Write it without.",
        _ => "this is no regular expression. Correct it, or write a backslash before a character that is meant as itself.",
    };
}
