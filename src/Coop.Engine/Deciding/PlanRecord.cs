using Coop.Engine.Rules;

namespace Coop.Engine.Deciding;

/// <summary>A plan as decisions need it afterwards: what it measured, by place, and which versions of rules it ran on which types of items.</summary>
public sealed class PlanRecord
{
    private readonly Dictionary<UInt128, int> _places;

    internal PlanRecord(IReadOnlyList<PlannedMeasurement> measurements, IReadOnlyList<PlannedRule> rules)
    {
        (Measurements, Rules) = (measurements, rules);
        _places = new Dictionary<UInt128, int>(measurements.Count);
        for (var place = 0; place < measurements.Count; place++)
        {
            _places.Add(measurements[place].Key, place);
        }
    }

    /// <summary>In rule order.</summary>
    public IReadOnlyList<PlannedRule> Rules { get; }

    internal IReadOnlyList<PlannedMeasurement> Measurements { get; }

    internal (int Place, PlannedMeasurement Planned) Find(UInt128 key) =>
        _places.TryGetValue(key, out var place) ? (place, Measurements[place]) : (-1, PlannedMeasurement.Unknown);
}

/// <param name="IsLive">Whether it could act.</param>
public sealed record PlannedRule(RuleVersion Version, bool IsLive, IReadOnlyList<string> ItemTypeIds)
{
    public RuleEnvironment Environment => IsLive ? RuleEnvironment.Live : RuleEnvironment.Background;
}
