using System.Globalization;
using System.Text;

namespace Coop.Engine;

/// <summary>Text that stands for somebody or something wherever it is shown, so it must show all that it is.</summary>
public static class NameText
{
    /// <summary>
    /// False for control characters, halves of surrogate pairs, marks that turn the direction of the text around them, and for text that has nothing to be seen.
    /// </summary>
    public static bool IsLegible(string text)
    {
        var rest = text.AsSpan();
        var isSeen = text.Length == 0;
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var length) != System.Buffers.OperationStatus.Done || Rune.IsControl(rune) || TurnsText(rune.Value))
            {
                return false;
            }

            isSeen |= !Rune.IsWhiteSpace(rune) && Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format;
            rest = rest[length..];
        }

        return isSeen;
    }

    /// <summary>Whether every character shows or is a plain space: true of addresses that people compare by eye.</summary>
    public static bool IsWholly(string text) => IsLegible(text) && !text.EnumerateRunes().Any(Unseen.Is);

    private static bool TurnsText(int rune) => rune is 0x2028 or 0x2029 or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
