using System.Text.RegularExpressions;

namespace Coop.Engine.Banks.Patterns;

/// <summary>What .NET finds wrong in an expression that was JavaScript's, in words that say what to do. Brackets, groups and escapes were read before.</summary>
internal static class PatternWords
{
    public static string Of(RegexParseError error) => error switch
    {
        RegexParseError.ReversedQuantifierRange => "the counts of a repeat are the wrong way round. Write the smaller first, as in {1,3}.",
        RegexParseError.QuantifierAfterNothing => @"there is nothing to repeat before *, +, ? or {. Put something before it, or a backslash for the character itself.",
        RegexParseError.NestedQuantifiersNotParenthesized => @"a repeat follows a repeat. Put the first into (?: ), or write a backslash for the character itself.",
        RegexParseError.QuantifierOrCaptureGroupOutOfRange => "a number is too large. Use a smaller one.",
        RegexParseError.InvalidUnicodePropertyEscape or RegexParseError.MalformedUnicodePropertyEscape or RegexParseError.UnrecognizedUnicodeProperty =>
            @"\p and \P want the name of a Unicode category after them, such as \p{L} for letters.",
        _ => "this is no regular expression. Correct it, or write a backslash before a character that is meant as itself.",
    };
}
