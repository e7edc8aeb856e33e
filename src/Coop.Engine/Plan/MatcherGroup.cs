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

    /// <summary>The first of its measurements. They stand together; between them are at most such as cannot be measured at all.</summary>
    public int First { get; }

    public int Count { get; }

    public static MatcherGroup[] Of(PlanMeasurement[] measurements, MatcherGroup[] previous, ISignalRunner signals)
    {
        var earlier = previous.ToDictionary(group => (group.Signal, group.InputText));
        return [.. measurements.Where(CanMatch)
            .GroupBy(each => (Signal: each.Signal!, each.What.InputText))
            .Select(group => Of(group.Key.Signal, group.Key.InputText, [.. group], earlier.GetValueOrDefault(group.Key)?.Parts ?? [], signals))
            .OfType<MatcherGroup>()];
    }

    private static bool CanMatch(PlanMeasurement each) => each is
    {
        Refusal: null,
        Signal: { IsPure: true, Descriptor: { NeedsMatchingValues: true, NeedsActionPenalties: false } },
        What: { Input: not Rules.Conditions.ConditionInput.WholeItem, Signal: { Subcategory: null, Args: null } },
    };

    private static MatcherGroup? Of(CatalogueSignal signal, string inputText, PlanMeasurement[] members, MatcherPart[] earlier, ISignalRunner signals)
    {
        var places = members.GroupBy(each => each.Values!).ToDictionary(same => same.Key, same => same.Select(each => each.Place).Order().ToArray());
        // One of which most sets are gone costs more than it gives.
        var kept = earlier.Where(part => part.Sets.Count(places.ContainsKey) * 2 > part.Sets.Count).ToList();
        var covered = kept.SelectMany(part => part.Sets).ToHashSet();
        var wanted = places.Keys.Where(set => !covered.Contains(set)).ToList();
        if (wanted.Count > 0 && kept.Count >= MostParts)
        {
            (kept, wanted) = ([], [.. places.Keys]);
        }

        var parts = kept.ConvertAll(part => part.For(places));
        if (wanted.Count > 0)
        {
            if (signals.Compile(signal, wanted) is not { } matcher)
            {
                return null;
            }

            parts.Add(new MatcherPart(matcher, wanted, places));
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
