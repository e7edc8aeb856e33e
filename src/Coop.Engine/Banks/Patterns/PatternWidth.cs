using System.Globalization;

namespace Coop.Engine.Banks.Patterns;

/// <summary>
/// What a regular expression costs before it is made: memory and time grow with the square of the different characters and classes beyond ASCII in it, about 50 MB and a quarter of a second at 200,
/// gigabytes at two thousand.
/// </summary>
internal static class PatternWidth
{
    /// <summary>Of one pattern.</summary>
    public const int Most = 200;

    /// <summary>Characters of one pattern.</summary>
    public const int Longest = 10_000;

    private const int LongestName = 40;

    public static string TooLong => string.Create(CultureInfo.InvariantCulture, $"it is longer than {Longest:N0} characters. Split it into several.");

    public static string TooWide => string.Create(
        CultureInfo.InvariantCulture, $"it has more than {Most} different characters, classes and categories beyond ASCII, which takes too much memory. Split it into several.");

    /// <summary>How many different characters, classes and categories beyond ASCII a pattern names, as they are or by number.</summary>
    public static int Of(string pattern)
    {
        var named = new HashSet<string>(StringComparer.Ordinal);
        var (openClass, isWide) = (-1, false);
        for (var i = 0; i < pattern.Length; i++)
        {
            var length = 1;
            if (pattern[i] == '\\' && i + 1 < pattern.Length)
            {
                (length, var name) = Escape(pattern, i);
                isWide |= Add(named, name);
            }
            else if (pattern[i] > 0x7f)
            {
                isWide |= Add(named, pattern[i].ToString());
            }
            else if (pattern[i] == '[' && openClass < 0)
            {
                (openClass, isWide) = (i, false);
            }
            else if (pattern[i] == ']' && openClass >= 0)
            {
                // One character alone is that character, and nothing more.
                if (isWide && i - openClass > 2)
                {
                    named.Add(pattern[openClass..(i + 1)]);
                }

                openClass = -1;
            }

            i += length - 1;
        }

        return named.Count;
    }

    private static bool Add(HashSet<string> named, string? name)
    {
        if (name is not null)
        {
            named.Add(name);
        }

        return name is not null;
    }

    /// <returns>Its name is null for what is within ASCII, or the same in every pattern.</returns>
    private static (int Length, string? Name) Escape(string pattern, int at)
    {
        var digits = pattern[at + 1] switch
        {
            'x' => 2,
            'u' => 4,
            _ => 0,
        };
        if (digits > 0 && at + 2 + digits <= pattern.Length
            && ushort.TryParse(pattern.AsSpan(at + 2, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            return (2 + digits, code > 0x7f ? ((char)code).ToString() : null);
        }

        if (pattern[at + 1] is 'p' or 'P')
        {
            var end = pattern.IndexOf('}', at);
            var length = end < 0 ? 2 : Math.Min(end + 1 - at, LongestName);
            return (length, pattern.Substring(at, length));
        }

        return (2, pattern[at + 1] > 0x7f ? pattern[at + 1].ToString() : null);
    }
}
