using Coop.Engine.Rules;
using Coop.Engine.Uses;

namespace Coop.Engine.Deciding;

/// <summary>A plan as decisions need it afterwards: what it measured, by place, which versions of rules it ran on which types of items, and what the settings that it came from were called.</summary>
public sealed class PlanRecord
{
    private readonly Dictionary<UInt128, int> _places;
    private readonly Lazy<Dictionary<SettingRef, string>> _names;

    internal PlanRecord(IReadOnlyList<PlannedMeasurement> measurements, IReadOnlyList<PlannedRule> rules, IReadOnlyList<PlannedName> names)
    {
        (Measurements, Rules, Names) = (measurements, rules, names);
        _names = new Lazy<Dictionary<SettingRef, string>>(() => names.ToDictionary(each => each.Setting, each => each.Name));
        _places = new Dictionary<UInt128, int>(measurements.Count);
        for (var place = 0; place < measurements.Count; place++)
        {
            _places.Add(measurements[place].Key, place);
        }
    }

    /// <summary>In rule order.</summary>
    public IReadOnlyList<PlannedRule> Rules { get; }

    internal IReadOnlyList<PlannedMeasurement> Measurements { get; }

    internal IReadOnlyList<PlannedName> Names { get; }

    /// <summary>What an item type, action, policy or bank was called then; null when there was none.</summary>
    public string? NameOf(SettingKind kind, string id) => _names.Value.GetValueOrDefault(new SettingRef(kind, id));

    internal (int Place, PlannedMeasurement Planned) Find(UInt128 key) =>
        _places.TryGetValue(key, out var place) ? (place, Measurements[place]) : (-1, PlannedMeasurement.Unknown);
}

/// <summary>What a setting was called when the plan was made.</summary>
public sealed record PlannedName(SettingRef Setting, string Name);

/// <param name="IsLive">Whether it could act.</param>
public sealed record PlannedRule(RuleVersion Version, bool IsLive, IReadOnlyList<string> ItemTypeIds)
{
    public RuleEnvironment Environment => IsLive ? RuleEnvironment.Live : RuleEnvironment.Background;
}
