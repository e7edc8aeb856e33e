using System.Runtime.CompilerServices;
using Coop.Engine.Deciding;
using Coop.Engine.Rules;
using Coop.Engine.Rules.Conditions;
using Coop.Engine.Uses;
using Coop.Integrations;

namespace Coop.Engine.Plan;

/// <summary>A rule's conditions with equal things made one: what of a rule does not depend on banks and integrations, and so outlives plans.</summary>
/// <param name="Named">Actions, policies and banks.</param>
internal sealed record RuleShape(RuleVersion Version, NodeShape Root, IReadOnlyList<SettingRef> Named);

/// <summary>A condition by its meaning. Made by <see cref="ShapePool"/>, so that within a plan equal ones are one object.</summary>
internal abstract class NodeShape
{
    public abstract int Hash { get; }

    /// <summary>Whether the other means the same; children and measurements are compared as objects.</summary>
    public abstract bool Means(NodeShape other);
}

internal sealed class LeafShape(LeafCondition leaf, Measurement measurement) : NodeShape
{
    private volatile LeafTest? _test;

    public LeafCondition Leaf => leaf;

    public Measurement Measurement => measurement;

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

    public override int Hash { get; } = HashCode.Combine(measurement.Key, leaf.Comparator, leaf.Threshold, leaf.Quantifier, leaf.Fallback);

    public override bool Means(NodeShape other) => other is LeafShape leafShape && ReferenceEquals(measurement, leafShape.Measurement)
        && leaf.Comparator == leafShape.Leaf.Comparator && Nullable.Equals<SignalScore>(leaf.Threshold, leafShape.Leaf.Threshold)
        && leaf.Quantifier == leafShape.Leaf.Quantifier && leaf.Fallback == leafShape.Leaf.Fallback;
}

internal sealed class SetShape : NodeShape
{
    public SetShape(Conjunction conjunction, NodeShape[] children)
    {
        (Conjunction, Children) = (conjunction, children);
        var hash = new HashCode();
        hash.Add(conjunction);
        foreach (var child in children)
        {
            hash.Add(RuntimeHelpers.GetHashCode(child));
        }

        Hash = hash.ToHashCode();
    }

    public Conjunction Conjunction { get; }

    public NodeShape[] Children { get; }

    public override int Hash { get; }

    public override bool Means(NodeShape other)
    {
        if (other is not SetShape set || set.Conjunction != Conjunction || set.Children.Length != Children.Length)
        {
            return false;
        }

        for (var i = 0; i < Children.Length; i++)
        {
            if (!ReferenceEquals(Children[i], set.Children[i]))
            {
                return false;
            }
        }

        return true;
    }
}
