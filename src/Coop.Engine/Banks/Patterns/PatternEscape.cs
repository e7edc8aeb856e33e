using System.Globalization;

namespace Coop.Engine.Banks.Patterns;

/// <summary>What a backslash and what follows it stand for.</summary>
/// <param name="Text">For .NET; the inside of a character class when <paramref name="IsSet"/>.</param>
/// <param name="Length">How many characters of the source it takes.</param>
/// <param name="Character">The one character it stands for; null for a set or an assertion.</param>
/// <param name="IsSet">Whether it stands for one of several characters.</param>
internal readonly record struct PatternEscape(string Text, int Length, char? Character, bool IsSet)
{
    private const string Space = @"\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff";

    private const string NotSpace =
        @"\u0000-\u0008\u000e-\u001f!-\u009f\u00a1-\u167f\u1681-\u1fff\u200b-\u2027\u202a-\u202e\u2030-\u205e\u2060-\u2fff\u3001-\ufefe\uff00-\uffff";

    // The gaps are İ, ı, ſ and the Kelvin sign: without case they would bring i, s and k along.
    private const string NotWord = @"\u0000-\u002f\u003a-\u0040\u005b-\u005e\u0060\u007b-\u012f\u0132-\u017e\u0180-\u2129\u212b-\uffff";

    public static PatternEscape Read(string source, int index, bool insideClass)
    {
        if (index + 1 == source.Length)
        {
            throw new PatternRefusedException(index, "a backslash at the end escapes nothing. Write \\\\ for the character itself.");
        }

        var next = source[index + 1];
        return next switch
        {
            'd' => Set("0-9"),
            'D' => Set(@"\u0000-\u002f\u003a-\uffff"),
            'w' => Set("A-Za-z0-9_"),
            'W' => Set(NotWord),
            's' => Set(Space),
            'S' => Set(NotSpace),
            'p' or 'P' => Property(source, index),
            'b' when insideClass => One('\b', 2),
            'b' or 'B' when !insideClass => new PatternEscape($@"\{next}", 2, null, IsSet: false),
            't' => One('\t', 2),
            'n' => One('\n', 2),
            'v' => One('\v', 2),
            'f' => One('\f', 2),
            'r' => One('\r', 2),
            'c' => index + 2 < source.Length && char.IsAsciiLetter(source[index + 2])
                ? One((char)(source[index + 2] % 32), 3)
                : throw new PatternRefusedException(index, @"\c wants a letter after it, such as \cJ."),
            'x' => Hexadecimal(source, index, 2),
            'u' => Hexadecimal(source, index, 4),
            '0' when index + 2 == source.Length || !char.IsAsciiDigit(source[index + 2]) => One('\0', 2),
            '0' => throw new PatternRefusedException(index, @"octal escapes are ambiguous. Write \x and two hexadecimal digits."),
            >= '1' and <= '9' => throw BackReference(index, $@"\{next}"),
            'k' => throw BackReference(index, @"\k<…>"),
            _ when char.IsAsciiLetter(next) => throw new PatternRefusedException(
                index, $@"\{next} means nothing in JavaScript. Write {next} for the letter, ^ for the start of the text and $ for its end."),
            _ => One(next, 2),
        };
    }

    /// <summary>A character that stands for itself, wherever it is written.</summary>
    public static string Literal(char character) => char.IsAsciiLetterOrDigit(character)
        ? character.ToString()
        : string.Create(CultureInfo.InvariantCulture, $@"\u{(int)character:x4}");

    private static PatternEscape Set(string inside) => new(inside, 2, null, IsSet: true);

    private static PatternEscape One(char character, int length) => new(Literal(character), length, character, IsSet: false);

    private static PatternEscape Property(string source, int index)
    {
        var end = index + 2 < source.Length && source[index + 2] == '{' ? source.IndexOf('}', index) : -1;
        return end > 0
            ? new PatternEscape(source[index..(end + 1)], end + 1 - index, null, IsSet: true)
            : throw new PatternRefusedException(index, $@"\{source[index + 1]} wants the name of a Unicode category after it, such as \p{{L}} for letters.");
    }

    private static PatternEscape Hexadecimal(string source, int index, int digits)
    {
        var text = source.AsSpan(index + 2, Math.Min(digits, source.Length - index - 2));
        return text.Length == digits && ushort.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            ? One((char)code, digits + 2)
            : throw new PatternRefusedException(
                index, $@"\{source[index + 1]} wants {digits} hexadecimal digits after it. Or write the character itself: any character may stand in a pattern.");
    }

    private static PatternRefusedException BackReference(int index, string what) => new(
        index, $"back-reference {what} cannot be matched in linear time. Write out what may repeat, such as (?:aa|bb).");
}
