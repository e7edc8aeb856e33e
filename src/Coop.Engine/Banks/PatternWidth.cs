using System.Globalization;

namespace Coop.Engine.Banks;

/// <summary>
/// What a regular expression costs before it is made: memory and time grow with the square of the different characters beyond ASCII in it, about 40 MB and a quarter of a second at 200, gigabytes at
/// two thousand. Compiled into the text integration as well, which makes the patterns of rules.
/// </summary>
internal static class PatternWidth
{
    /// <summary>Of one pattern.</summary>
    public const int Most = 200;

    /// <summary>Characters of one pattern.</summary>
    public const int Longest = 10_000;

    public static string TooLong => string.Create(CultureInfo.InvariantCulture, $"it is longer than {Longest:N0} characters. Split it into several.");

    public static string TooWide => string.Create(CultureInfo.InvariantCulture, $"it has more than {Most} different characters beyond ASCII, which takes too much memory. Split it into several.");

    /// <summary>How many different characters beyond ASCII a pattern names, as they are or by number.</summary>
    public static int Of(string pattern)
    {
        var named = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] > 0x7f)
            {
                named.Add(pattern[i].ToString());
            }
            else if (pattern[i] == '\\' && i + 1 < pattern.Length)
            {
                i++;
                if (pattern[i] > 0x7f)
                {
                    named.Add(pattern[i].ToString());
                }
                else if (pattern[i] is 'u' or 'x' or 'p' or 'P')
                {
                    named.Add(pattern.Substring(i, Math.Min(5, pattern.Length - i)));
                }
            }
        }

        return named.Count;
    }
}
