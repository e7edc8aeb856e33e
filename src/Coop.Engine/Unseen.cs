using System.Globalization;
using System.Text;

namespace Coop.Engine;

/// <summary>Characters that nobody sees, and that change how what stands beside them is read.</summary>
public static class Unseen
{
    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;
    private const int FirstLetterThatJoins = 0x300;
    private const int EmptyBraille = 0x2800;

    /// <summary>Controls, marks of direction, characters without width, and what is left for nobody's use.</summary>
    public static bool Is(Rune rune) => rune.Value is 0x2028 or 0x2029 or 0x115F or 0x1160 or 0x3164 or 0xFFA0 || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format;

    /// <summary>
    /// The text with a mark such as ⟨U+202E⟩ in place of each of them. Line breaks and tabs stay where they were, and joiners stay in scripts and pictures that are written with them.
    /// Of a text in which there is nothing else to see, spaces are shown so, too.
    /// </summary>
    public static string Shown(string text)
    {
        var isBlank = IsBlank(text);
        StringBuilder? shown = null;
        var (at, before) = (0, 0);
        while (at < text.Length)
        {
            var isWhole = Rune.TryGetRuneAt(text, at, out var rune);
            var (value, length) = isWhole ? (rune.Value, rune.Utf16SequenceLength) : (text[at], 1);
            if (!isWhole || isBlank || (Is(rune) && !Stays(value, before)))
            {
                shown ??= new StringBuilder(text, 0, at, text.Length + 16);
                shown.Append(CultureInfo.InvariantCulture, $"⟨U+{value:X4}⟩");
            }
            else
            {
                shown?.Append(text, at, length);
            }

            (at, before) = (at + length, value);
        }

        return shown?.ToString() ?? text;
    }

    private static bool IsBlank(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (!Is(rune) && !Rune.IsWhiteSpace(rune) && rune.Value != EmptyBraille)
            {
                return false;
            }
        }

        return true;
    }

    private static bool Stays(int value, int before) => value is '\n' or '\r' or '\t' || (value is ZeroWidthJoiner or ZeroWidthNonJoiner && before >= FirstLetterThatJoins);
}
