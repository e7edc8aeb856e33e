using System.Runtime.InteropServices;
using Coop.Engine.Deciding;
using Coop.Engine.Rules.Conditions;

namespace Coop.Engine.Plan;

/// <summary>
/// The conditions of all rules with equal ones made one: what of rules does not depend on banks and integrations, and so goes on from plan to plan. A node is a number: a leaf
/// is its place among the leaves, a set the complement of its place among the sets. Filled while a plan is made, and only read from then on.
/// </summary>
internal sealed class ShapePool
{
    private readonly List<Measurement> _measurements = [];
    private readonly Dictionary<UInt128, int> _measurementPlaces = [];
    private readonly List<(LeafShape Shape, int Measurement)> _leaves = [];
    private readonly Dictionary<LeafShape, int> _leafPlaces = [];
    private readonly List<SetShape> _sets = [];
    private readonly List<int> _children = [];
    private readonly HashSet<int> _setPlaces;

    public ShapePool() => _setPlaces = new HashSet<int>(new ByMeaning(this));

    public IReadOnlyList<Measurement> Measurements => _measurements;

    public int Leaves => _leaves.Count;

    public int Sets => _sets.Count;

    /// <param name="key">Of a measurement that is here.</param>
    public int PlaceOf(UInt128 key) => _measurementPlaces[key];

    /// <returns>A condition, and the place of its measurement.</returns>
    public (LeafShape Shape, int Measurement) Leaf(int place) => _leaves[place];

    public SetShape Set(int place) => _sets[place];

    /// <summary>Each is in here before whatever it is a child of.</summary>
    public ReadOnlySpan<int> ChildrenOf(in SetShape set) => CollectionsMarshal.AsSpan(_children).Slice(set.First, set.Width);

    /// <returns>The node that means the same.</returns>
    public int Add(Condition condition) => condition is ConditionSet set ? Add(set) : Add((LeafCondition)condition);

    /// <summary>Takes over what nodes of an earlier plan's pool need, and nothing else of it. To be done before anything is added.</summary>
    /// <returns>For each of the nodes: the one that it is here.</returns>
    public int[] TakeOver(ShapePool earlier, ReadOnlySpan<int> nodes)
    {
        var (leaves, sets) = earlier.PlacesOf(nodes);
        var measurements = new int[earlier._measurements.Count];
        Array.Fill(measurements, -1);
        for (var place = 0; place < leaves.Length; place++)
        {
            if (leaves[place] >= 0)
            {
                var (shape, measurement) = earlier._leaves[place];
                if (measurements[measurement] < 0)
                {
                    measurements[measurement] = Keep(shape.Measurement);
                }

                leaves[place] = Keep(shape, measurements[measurement]);
            }
        }

        for (var place = 0; place < sets.Length; place++)
        {
            if (sets[place] >= 0)
            {
                var set = earlier._sets[place];
                var first = _children.Count;
                foreach (var child in earlier.ChildrenOf(set))
                {
                    _children.Add(child >= 0 ? leaves[child] : ~sets[~child]);
                }

                sets[place] = Keep(set with { First = first });
            }
        }

        var taken = new int[nodes.Length];
        for (var i = 0; i < taken.Length; i++)
        {
            taken[i] = nodes[i] >= 0 ? leaves[nodes[i]] : ~sets[~nodes[i]];
        }

        return taken;
    }

    /// <returns>By place: 0 for what the nodes need, −1 for all else.</returns>
    private (int[] Leaves, int[] Sets) PlacesOf(ReadOnlySpan<int> nodes)
    {
        var (leaves, sets) = (new int[_leaves.Count], new int[_sets.Count]);
        Array.Fill(leaves, -1);
        Array.Fill(sets, -1);
        Mark(nodes);
        for (var place = sets.Length - 1; place >= 0; place--)
        {
            if (sets[place] == 0)
            {
                Mark(ChildrenOf(_sets[place]));
            }
        }

        return (leaves, sets);

        void Mark(ReadOnlySpan<int> needed)
        {
            foreach (var node in needed)
            {
                if (node >= 0)
                {
                    leaves[node] = 0;
                }
                else
                {
                    sets[~node] = 0;
                }
            }
        }
    }

    private int Add(LeafCondition leaf)
    {
        var made = Measurement.Of(leaf);
        if (!_measurementPlaces.TryGetValue(made.Key, out var measurement))
        {
            measurement = Keep(made);
        }

        var shape = new LeafShape(leaf, _measurements[measurement]);
        return _leafPlaces.TryGetValue(shape, out var place) ? place : Keep(shape, measurement);
    }

    private int Add(ConditionSet set)
    {
        var nodes = new int[set.Conditions.Count];
        var (level, hash) = (0, new HashCode());
        hash.Add(set.Conjunction);
        for (var i = 0; i < nodes.Length; i++)
        {
            var node = nodes[i] = Add(set.Conditions[i]);
            level = Math.Max(level, node >= 0 ? 0 : _sets[~node].Level);
            hash.Add(node >= 0 ? _leaves[node].Shape.Hash : _sets[~node].Hash);
        }

        var first = _children.Count;
        _children.AddRange(nodes);
        _sets.Add(new SetShape(set.Conjunction, first, nodes.Length, level + 1, hash.ToHashCode()));
        var place = _sets.Count - 1;
        if (_setPlaces.TryGetValue(place, out var known))
        {
            _sets.RemoveAt(place);
            _children.RemoveRange(first, nodes.Length);
            return ~known;
        }

        _setPlaces.Add(place);
        return ~place;
    }

    private int Keep(Measurement measurement)
    {
        _measurementPlaces.Add(measurement.Key, _measurements.Count);
        _measurements.Add(measurement);
        return _measurements.Count - 1;
    }

    private int Keep(LeafShape leaf, int measurement)
    {
        _leafPlaces.Add(leaf, _leaves.Count);
        _leaves.Add((leaf, measurement));
        return _leaves.Count - 1;
    }

    private int Keep(in SetShape set)
    {
        _sets.Add(set);
        _setPlaces.Add(_sets.Count - 1);
        return _sets.Count - 1;
    }

    /// <summary>Sets by their places. Children are the same nodes when they mean the same.</summary>
    private sealed class ByMeaning(ShapePool pool) : IEqualityComparer<int>
    {
        public bool Equals(int x, int y)
        {
            var (one, other) = (pool._sets[x], pool._sets[y]);
            return x == y || (one.Hash == other.Hash && one.Conjunction == other.Conjunction && pool.ChildrenOf(one).SequenceEqual(pool.ChildrenOf(other)));
        }

        public int GetHashCode(int obj) => pool._sets[obj].Hash;
    }
}
