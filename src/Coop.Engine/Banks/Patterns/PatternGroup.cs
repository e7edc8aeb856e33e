using System.Text.RegularExpressions;

namespace Coop.Engine.Banks.Patterns;

/// <summary>How a group opens: plain, non-capturing or named. Everything else that starts with <c>(?</c> is refused by name.</summary>
internal static partial class PatternGroup
{
    private const string InTwoConditions =
        "cannot be matched in linear time. Write two conditions instead: one for what must be there and one for what must not.";

    public static int OpeningLength(string source, int index)
    {
        var rest = source.AsSpan(index);
        if (!rest.StartsWith("(?"))
        {
            return 1;
        }

        if (rest.StartsWith("(?:"))
        {
            return 3;
        }

        var named = Named().Match(source, index);
        return named.Success ? named.Length : throw new PatternRefusedException(index, Refusal(rest));
    }

    private static string Refusal(ReadOnlySpan<char> rest)
    {
        if (rest.StartsWith("(?=") || rest.StartsWith("(?!"))
        {
            return $"look-ahead {rest[..3]}…) {InTwoConditions}";
        }

        if (rest.StartsWith("(?<=") || rest.StartsWith("(?<!"))
        {
            return $"look-behind {rest[..4]}…) {InTwoConditions}";
        }

        if (rest.StartsWith("(?>"))
        {
            return "atomic groups (?>…) are not needed: nothing backtracks here. Write (?:…).";
        }

        if (rest.StartsWith("(?("))
        {
            return "conditional groups (?(…)…) cannot be matched in linear time. Write the alternatives out with |.";
        }

        return Flags().IsMatch(rest)
            ? "flags inside a pattern are not JavaScript's. Remove them: upper and lower case are the same anyway."
            : "this kind of group is not JavaScript's. Write (?:…) for a plain group, or \\( for the character itself.";
    }

    [GeneratedRegex(@"\G\(\?<[A-Za-z_$][\w$]*>", RegexOptions.CultureInvariant)]
    private static partial Regex Named();

    [GeneratedRegex(@"^\(\?[a-zA-Z-]+[:)]", RegexOptions.CultureInvariant)]
    private static partial Regex Flags();
}
