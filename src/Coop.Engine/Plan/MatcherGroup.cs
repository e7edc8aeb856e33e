using Coop.Engine.Signals;
using Coop.Integrations;

namespace Coop.Engine.Plan;

/// <summary>
/// All sets of matching values that one signal looks for in one input, answered in one pass. Sets that come with an edit get a matcher of their own beside the big one, until
/// there are too many; so one rule's new keywords do not compile everybody's banks again.
/// </summary>
internal sealed class MatcherGroup
{
    private const int MostParts = 4;

    private MatcherGroup(CatalogueSignal signal, string inputText, MatcherPart[] parts, int first, int count) =>
        (Signal, InputText, Parts, First, Count) = (signal, inputText, parts, first, count);

    public CatalogueSignal Signal { get; }

    public string InputText { get; }

    public MatcherPart[] Parts { get; }

    /// <summary>The first of its measurements. They stand together; between them are such as cannot be measured at all, and sets that are looked for one by one.</summary>
    public int First { get; }

    public int Count { get; }

    /// <summary>What authors' code does not compile in time is looked for one by one.</summary>
    public static async Task<MatcherGroup[]> OfAsync(PlanMeasurement[] measurements, MatcherGroup[] previous, MatcherWay way, CancellationToken cancellationToken)
    {
        var earlier = previous.ToDictionary(group => (group.Signal, group.InputText));
        var groups = new List<MatcherGroup>();
        foreach (var group in measurements.Where(CanMatch).GroupBy(each => (Signal: each.Signal!, each.What.InputText)))
        {
            var parts = earlier.GetValueOrDefault(group.Key)?.Parts ?? [];
            if (await OfAsync(group.Key.Signal, group.Key.InputText, [.. group], parts, way, cancellationToken).ConfigureAwait(false) is { } made)
            {
                groups.Add(made);
            }
        }

        return [.. groups];
    }

    /// <summary>The sets that are looked for one by one because authors' code did not compile them in time.</summary>
    public static IReadOnlyList<LateMatcher> LateOf(PlanMeasurement[] measurements, MatcherWay way) =>
    [
        .. measurements.Where(CanMatch).GroupBy(each => each.Signal!)
            .Select(group => new LateMatcher(group.Key, group.Select(each => each.Values!).Distinct().Count(set => way.IsLate(group.Key, set))))
            .Where(late => late.Sets > 0),
    ];

    private static bool CanMatch(PlanMeasurement each) => each is
    {
        Refusal: null,
        Signal: { IsPure: true, Descriptor: { NeedsMatchingValues: true, NeedsActionPenalties: false } },
        What: { Input: not Rules.Conditions.ConditionInput.WholeItem, Signal: { Subcategory: null, Args: null } },
    };

    private static async Task<MatcherGroup?> OfAsync(
        CatalogueSignal signal, string inputText, PlanMeasurement[] members, MatcherPart[] earlier, MatcherWay way, CancellationToken cancellationToken)
    {
        var places = members.GroupBy(each => each.Values!).ToDictionary(same => same.Key, same => same.Select(each => each.Place).Order().ToArray());
        // One of which most sets are gone costs more than it gives.
        var kept = earlier.Where(part => part.Sets.Count(places.ContainsKey) * 2 > part.Sets.Count).ToList();
        var covered = kept.SelectMany(part => part.Sets).ToHashSet();
        var wanted = places.Keys.Where(set => !covered.Contains(set) && !way.IsLate(signal, set)).ToList();
        if (wanted.Count > 0 && kept.Count >= MostParts)
        {
            (kept, wanted) = ([], [.. places.Keys.Where(set => !way.IsLate(signal, set))]);
        }

        var parts = kept.ConvertAll(part => part.For(places));
        if (wanted.Count > 0 && await way.CompileAsync(signal, wanted, cancellationToken).ConfigureAwait(false) is { } matcher)
        {
            parts.Add(new MatcherPart(matcher, wanted, places));
        }

        if (parts.Count == 0)
        {
            return null;
        }

        var (first, last) = (members.Min(each => each.Place), members.Max(each => each.Place));
        return new MatcherGroup(signal, inputText, [.. parts], first, last - first + 1);
    }
}

/// <summary>A matcher, and where the outcomes of its sets belong.</summary>
internal sealed class MatcherPart(SignalMatcher matcher, IReadOnlyList<MatchingValues> sets, Dictionary<MatchingValues, int[]> places)
{
    public SignalMatcher Matcher => matcher;

    public IReadOnlyList<MatchingValues> Sets => sets;

    /// <summary>By the index of a set: the measurements that look for it; empty when none does any more.</summary>
    public int[][] Places { get; } = [.. sets.Select(set => places.GetValueOrDefault(set) ?? [])];

    public MatcherPart For(Dictionary<MatchingValues, int[]> now) => new(matcher, sets, now);
}
