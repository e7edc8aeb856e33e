using Coop.Engine.Signals;
using Coop.Integrations;

namespace Coop.Engine.Plan;

/// <summary>A matcher, and where the outcomes of its sets belong.</summary>
internal sealed class MatcherPart(SignalMatcher matcher, IReadOnlyList<MatchingValues> sets, Dictionary<MatchingValues, int[]> places)
{
    public SignalMatcher Matcher => matcher;

    public IReadOnlyList<MatchingValues> Sets => sets;

    /// <summary>By the index of a set: the measurements that look for it; empty when none does any more.</summary>
    public int[][] Places { get; } = [.. sets.Select(set => places.GetValueOrDefault(set) ?? [])];

    /// <summary>Those that a measurement looks for.</summary>
    public IEnumerable<MatchingValues> Live => sets.Where((_, set) => Places[set].Length > 0);

    /// <summary>Most of its sets are gone: it costs more than it gives.</summary>
    public bool IsWorn => Live.Count() * 2 <= sets.Count;

    /// <summary>Whether it is in use.</summary>
    public bool IsSound => !matcher.IsStopped && Live.Any();

    public MatcherPart For(Dictionary<MatchingValues, int[]> now) => new(matcher, sets, now);
}
