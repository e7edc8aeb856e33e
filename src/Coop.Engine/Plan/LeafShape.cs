using Coop.Engine.Deciding;
using Coop.Engine.Rules.Conditions;
using Coop.Integrations;

namespace Coop.Engine.Plan;

/// <summary>A condition by its meaning. Goes on from plan to plan, with what was read of it.</summary>
internal sealed class LeafShape(LeafCondition leaf, Measurement measurement) : IEquatable<LeafShape>
{
    private volatile LeafTest? _test;

    public Measurement Measurement => measurement;

    public int Hash { get; } = HashCode.Combine(measurement.Key, leaf.Comparator, leaf.Threshold, leaf.Quantifier, leaf.Fallback);

    private LeafCondition Leaf => leaf;

    /// <summary>Thresholds are read once and not for each plan.</summary>
    public LeafTest TestFor(SignalOutputType? output)
    {
        var test = _test;
        if (test is null || !ReferenceEquals(test.Output, output))
        {
            _test = test = new LeafTest(leaf, output);
        }

        return test;
    }

    public bool Equals(LeafShape? other) => ReferenceEquals(this, other) || (other is not null && Hash == other.Hash && measurement.Key == other.Measurement.Key
        && leaf.Comparator == other.Leaf.Comparator && Nullable.Equals<SignalScore>(leaf.Threshold, other.Leaf.Threshold)
        && leaf.Quantifier == other.Leaf.Quantifier && leaf.Fallback == other.Leaf.Fallback);

    public override bool Equals(object? obj) => Equals(obj as LeafShape);

    public override int GetHashCode() => Hash;
}
