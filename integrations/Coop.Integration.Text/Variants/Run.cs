namespace Coop.Integration.Text.Variants;

/// <summary>A character and how often it stands in a row.</summary>
internal readonly record struct Run(char Character, int Length)
{
    /// <summary>The runs of a text after <see cref="LetterFolding"/> and with characters that look alike made the same.</summary>
    public static List<Run> Of(string text)
    {
        var folded = LetterFolding.Fold(text);
        List<Run> runs = [];
        for (var index = 0; index < folded.Length; index++)
        {
            var character = folded[index];
            if (character == '(' && index + 1 < folded.Length && folded[index + 1] == ')')
            {
                character = 'o';
                index++;
            }

            character = LooksLike(character);
            if (runs.Count > 0 && runs[^1].Character == character)
            {
                runs[^1] = new Run(character, runs[^1].Length + 1);
            }
            else
            {
                runs.Add(new Run(character, 1));
            }
        }

        return runs;
    }

    private static char LooksLike(char character) => character switch
    {
        '0' => 'o',
        '$' or '5' => 's',
        '3' or 'ꞓ' or '€' => 'e',
        '4' or '@' => 'a',
        '(' => 'c',
        '!' or '¡' or 'l' or '|' or '1' => 'i',
        '¶' => 'p',
        '+' => 't',
        _ => character,
    };
}
