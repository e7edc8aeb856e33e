using System.Globalization;
using System.Text;

namespace Coop.Integration.Text.Variants;

/// <summary>
/// Brings the many ways to write a Latin letter to the plain one: case, accents, full-width, circled and mathematical letters; drops what is
/// invisible. A table of our own, because hosts run without culture data and then the framework's normalisation does nothing.
/// </summary>
internal static class LetterFolding
{
    private const char FirstAccented = '\u00c0';

    // U+00C0 to U+017F, one plain letter for each.
    private const string Accented =
        "aaaaaaaceeeeiiiidnooooo×ouuuuytsaaaaaaaceeeeiiiidnooooo÷ouuuuyty"
        + "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            Append(folded, rune);
        }

        return folded.ToString();
    }

    private static void Append(StringBuilder folded, Rune rune)
    {
        var code = rune.Value;
        switch (code)
        {
            case 'ß' or 'ẞ':
                folded.Append("ss");
                return;
            case 'æ' or 'Æ':
                folded.Append("ae");
                return;
            case 'œ' or 'Œ':
                folded.Append("oe");
                return;
            case >= FirstAccented and < FirstAccented + 192:
                folded.Append(Accented[code - FirstAccented]);
                return;
            case >= 0xFF01 and <= 0xFF5E: // full width
                folded.Append(char.ToLowerInvariant((char)(code - 0xFEE0)));
                return;
            case >= 0x24B6 and <= 0x24E9: // circled
                folded.Append((char)('a' + ((code - 0x24B6) % 26)));
                return;
            case >= 0x1D400 and <= 0x1D6A3: // mathematical alphabets
                folded.Append((char)('a' + ((code - 0x1D400) % 26)));
                return;
            case >= 0x1D7CE and <= 0x1D7FF: // mathematical digits
                folded.Append((char)('0' + ((code - 0x1D7CE) % 10)));
                return;
        }

        if (Rune.IsWhiteSpace(rune))
        {
            folded.Append(' ');
        }
        else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format))
        {
            folded.Append(Rune.ToLowerInvariant(rune).ToString());
        }
    }
}
