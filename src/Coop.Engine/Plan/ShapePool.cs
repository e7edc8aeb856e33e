using Coop.Engine.Deciding;
using Coop.Engine.Rules;
using Coop.Engine.Rules.Conditions;
using Coop.Engine.Uses;

namespace Coop.Engine.Plan;

/// <summary>Gathers the conditions of all rules and makes equal ones one. What an earlier plan made is taken over as it is.</summary>
internal sealed class ShapePool
{
    private readonly Dictionary<UInt128, Measurement> _measurements = [];
    private readonly Dictionary<NodeShape, int> _nodes = new(ByMeaning.Instance);
    private readonly List<LeafShape> _leaves = [];
    private readonly List<SetShape> _sets = [];

    public IReadOnlyCollection<Measurement> Measurements => _measurements.Values;

    public IReadOnlyList<LeafShape> Leaves => _leaves;

    /// <summary>Children before parents.</summary>
    public IReadOnlyList<SetShape> Sets => _sets;

    /// <summary>The place of a leaf among <see cref="Leaves"/>, or of a set among <see cref="Sets"/>.</summary>
    public int PlaceOf(NodeShape node) => _nodes[node];

    /// <summary>Takes over what was made for an earlier plan. To be done before anything new is added.</summary>
    public void TakeOver(NodeShape node)
    {
        if (_nodes.ContainsKey(node))
        {
            return;
        }

        if (node is SetShape set)
        {
            foreach (var child in set.Children)
            {
                TakeOver(child);
            }
        }
        else
        {
            var measurement = ((LeafShape)node).Measurement;
            _measurements.TryAdd(measurement.Key, measurement);
        }

        Keep(node);
    }

    public RuleShape Add(Rule rule) => new(
        new RuleVersion(rule.Id, rule.Version), Add(rule.Conditions), [.. rule.Uses().Where(each => each.Kind is SettingKind.Action or SettingKind.Policy or SettingKind.Bank)]);

    private NodeShape Add(Condition condition)
    {
        NodeShape made = condition is ConditionSet set
            ? new SetShape(set.Conjunction, [.. set.Conditions.Select(Add)])
            : Leaf((LeafCondition)condition);
        return _nodes.TryGetValue(made, out var place) ? made is SetShape ? _sets[place] : _leaves[place] : Keep(made);
    }

    private LeafShape Leaf(LeafCondition leaf)
    {
        var measurement = Measurement.Of(leaf);
        if (!_measurements.TryAdd(measurement.Key, measurement))
        {
            measurement = _measurements[measurement.Key];
        }

        return new LeafShape(leaf, measurement);
    }

    private NodeShape Keep(NodeShape node)
    {
        if (node is SetShape set)
        {
            _nodes.Add(node, _sets.Count);
            _sets.Add(set);
        }
        else
        {
            _nodes.Add(node, _leaves.Count);
            _leaves.Add((LeafShape)node);
        }

        return node;
    }

    private sealed class ByMeaning : IEqualityComparer<NodeShape>
    {
        public static ByMeaning Instance { get; } = new();

        public bool Equals(NodeShape? x, NodeShape? y) => ReferenceEquals(x, y) || (x is not null && y is not null && x.Hash == y.Hash && x.Means(y));

        public int GetHashCode(NodeShape obj) => obj.Hash;
    }
}
