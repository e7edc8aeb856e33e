namespace Coop.Engine.Problems;

/// <summary>The known word that a mistyped one was probably meant to be.</summary>
public static class DidYouMean
{
    /// <summary>A sentence to append, with its leading space; empty when nothing is near.</summary>
    public static string Hint(string given, IEnumerable<string> known) => Find(given, known) is { } near ? $" Did you mean '{near}'?" : "";

    /// <summary>The nearest known word; null when none is near enough to be a slip of the keyboard.</summary>
    public static string? Find(string given, IEnumerable<string> known) => known
        .Select(word => (word, distance: Distance(given.ToUpperInvariant(), word.ToUpperInvariant())))
        .Where(pair => pair.distance <= Math.Max(1, Math.Min(Math.Min(given.Length, pair.word.Length), 40) / 3))
        .OrderBy(pair => pair.distance)
        .Select(pair => pair.word)
        .FirstOrDefault();

    /// <summary>Levenshtein, with a swap of neighbours as one step.</summary>
    private static int Distance(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 12 || a.Length > 100)
        {
            return int.MaxValue;
        }

        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            table[i, 0] = i;
        }

        for (var j = 0; j <= b.Length; j++)
        {
            table[0, j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                table[i, j] = Math.Min(Math.Min(table[i - 1, j] + 1, table[i, j - 1] + 1), table[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
                }
            }
        }

        return table[a.Length, b.Length];
    }
}
