using Coop.Engine.Signals;

namespace Coop.Engine.Plan;

/// <summary>
/// All sets of matching values that one signal looks for in one input, answered in one pass. Sets that come with an edit get a matcher of their own beside the big one, until
/// there are too many; so one rule's new keywords do not compile everybody's banks again.
/// </summary>
internal sealed class MatcherGroup
{
    private MatcherGroup(CatalogueSignal signal, string inputText, MatcherPart[] parts, int joinsAt, int first, int count) =>
        (Signal, InputText, Parts, JoinsAt, First, Count) = (signal, inputText, parts, joinsAt, first, count);

    public CatalogueSignal Signal { get; }

    public string InputText { get; }

    public MatcherPart[] Parts { get; }

    /// <summary>How many parts there have to be before joining them is tried.</summary>
    public int JoinsAt { get; }

    /// <summary>The first of its measurements. They stand together; between them are such as cannot be measured at all, and sets that are looked for apart.</summary>
    public int First { get; }

    public int Count { get; }

    /// <summary>What authors' code does not compile is looked for by itself.</summary>
    public static async Task<MatcherGroup[]> OfAsync(PlanMeasurement[] measurements, MatcherGroup[] previous, MatcherWay way, CancellationToken cancellationToken)
    {
        var earlier = previous.ToDictionary(group => (group.Signal, group.InputText));
        var groups = new List<MatcherGroup>();
        foreach (var group in measurements.Where(each => CanMatch(each) && way.MayRun(each.Signal!)).GroupBy(each => (Signal: each.Signal!, each.What.InputText)))
        {
            if (await OfAsync(group.Key.Signal, group.Key.InputText, [.. group], earlier.GetValueOrDefault(group.Key), way, cancellationToken).ConfigureAwait(false) is { } made)
            {
                groups.Add(made);
            }
        }

        return [.. groups];
    }

    private static bool CanMatch(PlanMeasurement each) => each is
    {
        Refusal: null,
        Signal: { Descriptor: { NeedsMatchingValues: true, NeedsActionPenalties: false } },
        What: { Input: not Rules.Conditions.ConditionInput.WholeItem, Signal: { Subcategory: null, Args: null } },
    };

    private static async Task<MatcherGroup?> OfAsync(
        CatalogueSignal signal, string inputText, PlanMeasurement[] members, MatcherGroup? before, MatcherWay way, CancellationToken cancellationToken)
    {
        var places = members.GroupBy(each => each.Values!).ToDictionary(same => same.Key, same => same.Select(each => each.Place).Order().ToArray());
        var build = new MatcherBuild(signal, way, places, cancellationToken);
        var parts = await build.RunAsync(before).ConfigureAwait(false);
        if (parts.Length == 0)
        {
            return null;
        }

        var (first, last) = (members.Min(each => each.Place), members.Max(each => each.Place));
        return new MatcherGroup(signal, inputText, parts, build.JoinsAt, first, last - first + 1);
    }
}
