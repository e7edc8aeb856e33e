using Coop.Integrations;

namespace Coop.Engine.Signals;

/// <summary>Which of an organisation's sets of matching values are looked for apart, because a signal's code did not compile them.</summary>
/// <param name="Late">How many it had and did not get done within the limit.</param>
/// <param name="Untried">How many could not be given to it, because it keeps the threads it has.</param>
/// <param name="Beginnings">How some of those that were late begin, so that whoever made them knows them.</param>
public sealed record LateLists(int Late, int Untried, IReadOnlyList<string> Beginnings, TimeSpan Limit)
{
    private const int MostBeginnings = 3;
    private const int Longest = 40;

    internal static LateLists Of(IReadOnlyList<MatchingValues> late, int untried, TimeSpan limit) =>
        new(late.Count, untried, [.. late.Take(MostBeginnings).Select(BeginningOf)], limit);

    private static string BeginningOf(MatchingValues set)
    {
        var first = set.Strings is [var text, ..] ? text : set.Locations[0].ToString();
        return SafeReason.Of(Shortened.Of(first, Longest));
    }
}
