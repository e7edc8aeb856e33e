using Coop.Engine.Deciding;
using Coop.Engine.Rules;
using Coop.Engine.Rules.Conditions;

namespace Coop.Engine.Plan;

/// <summary>Lays the rules of one type of item out in a <see cref="TypeProgram"/>.</summary>
/// <param name="groupOf">By place of a measurement: the group that measures it; −1 for none.</param>
internal sealed class ProgramBuilder(
    ShapePool pool, PlanMeasurement[] measurements, Dictionary<UInt128, PlanMeasurement> byKey, MatcherGroup[] groups, int[] groupOf)
{
    private const int Unseen = -1;

    private readonly int[] _leafCodes = Filled(pool.Leaves.Count);
    private readonly int[] _levels = Filled(pool.Sets.Count);
    private readonly int[] _setCodes = Filled(pool.Sets.Count);

    public TypeProgram Build(IReadOnlyList<(int Index, Rule Rule, NodeShape Root)> rules)
    {
        var (leaves, sets) = (new List<int>(), new List<int>());
        foreach (var (_, _, root) in rules)
        {
            Gather(root, leaves, sets);
        }

        var ordered = leaves.Select(leaf => Sorted(pool.Leaves[leaf], leaf)).ToArray();
        Array.Sort(ordered, Compare);
        for (var code = 0; code < ordered.Length; code++)
        {
            _leafCodes[ordered[code].Leaf] = code;
        }

        var costs = new List<double>(ordered.Select(each => measurements[each.Place].Planned.Cost));
        var (setGroups, children, starts) = LayOut(sets, ordered.Length, costs);
        var inputs = new Dictionary<string, int>(StringComparer.Ordinal);
        var (steps, segments) = Steps(ordered, inputs);
        var program = new TypeProgram
        {
            Rules = [.. rules.Select(rule => rule.Index)],
            Roots = [.. rules.Select(rule => CodeOf(rule.Root))],
            Expiring = [.. rules.Index().Where(each => each.Item.Rule.ExpirationTime is not null).Select(each => each.Index)],
            Steps = steps,
            Groups = GroupSteps(steps, inputs),
            Inputs = InputsOf(inputs, steps),
            Tests = [.. ordered.Select(each => each.Test)],
            Thresholds = [.. ordered.Select(each => each.IsNumeric ? each.Test.Threshold!.Number!.Value : 0)],
            Segments = segments,
            SetGroups = setGroups,
            Children = children,
            ChildStarts = starts,
            Costs = [.. costs],
            LeafSteps = LeafStepsOf(steps, ordered.Length),
        };
        Forget(leaves, sets);
        return program;
    }

    private static int[] Filled(int count)
    {
        var marks = new int[count];
        Array.Fill(marks, Unseen);
        return marks;
    }

    private static ConditionInput[] InputsOf(Dictionary<string, int> inputs, Step[] steps)
    {
        var found = new ConditionInput[inputs.Count];
        foreach (var step in steps)
        {
            found[step.Input] = step.What.What.Input;
        }

        return found;
    }

    private static int Compare(SortedLeaf one, SortedLeaf other)
    {
        var order = one.Place.CompareTo(other.Place);
        order = order != 0 ? order : other.IsNumeric.CompareTo(one.IsNumeric);
        if (order == 0 && one.IsNumeric)
        {
            order = one.Test.Comparator!.Value.CompareTo(other.Test.Comparator!.Value);
            order = order != 0 ? order : one.Test.Threshold!.Number!.Value.CompareTo(other.Test.Threshold!.Number!.Value);
        }

        return order != 0 ? order : one.Leaf.CompareTo(other.Leaf);
    }

    private SortedLeaf Sorted(LeafShape shape, int leaf)
    {
        var measurement = byKey[shape.Measurement.Key];
        var test = shape.TestFor(measurement.Planned.Output);
        var isNumeric = test is { Quantifier: not Quantifier.None, Threshold.Number: not null, Comparator: { } comparator }
            && comparator is not (Comparator.IsUnavailable or Comparator.IsNotProvided);
        return new SortedLeaf(leaf, measurement.Place, test, isNumeric);
    }

    /// <returns>How high a node stands above conditions.</returns>
    private int Gather(NodeShape node, List<int> leaves, List<int> sets)
    {
        var place = pool.PlaceOf(node);
        if (node is LeafShape)
        {
            if (_leafCodes[place] == Unseen)
            {
                _leafCodes[place] = 0;
                leaves.Add(place);
            }

            return 0;
        }

        if (_levels[place] == Unseen)
        {
            var level = 0;
            foreach (var child in ((SetShape)node).Children)
            {
                level = Math.Max(level, Gather(child, leaves, sets));
            }

            _levels[place] = level + 1;
            sets.Add(place);
        }

        return _levels[place];
    }

    /// <summary>A set of one is what its only child is.</summary>
    private int CodeOf(NodeShape node)
    {
        while (node is SetShape { Children: [var only] })
        {
            node = only;
        }

        return node is LeafShape ? _leafCodes[pool.PlaceOf(node)] : _setCodes[pool.PlaceOf(node)];
    }

    private static int[] LeafStepsOf(Step[] steps, int leafCount)
    {
        var found = new int[leafCount];
        foreach (var (at, step) in steps.Index())
        {
            Array.Fill(found, at, step.FirstLeaf, step.EndLeaf - step.FirstLeaf);
        }

        return found;
    }

    /// <param name="costs">Of the conditions; those of the sets are added.</param>
    private (SetGroup[] Groups, int[] Children, int[] Starts) LayOut(List<int> sets, int leafCount, List<double> costs)
    {
        var ordered = sets.Where(set => pool.Sets[set].Children.Length > 1).Select(set => (Set: set, Shape: pool.Sets[set], Level: _levels[set])).ToArray();
        Array.Sort(ordered, static (one, other) =>
        {
            var order = one.Level.CompareTo(other.Level);
            order = order != 0 ? order : one.Shape.Conjunction.CompareTo(other.Shape.Conjunction);
            order = order != 0 ? order : one.Shape.Children.Length.CompareTo(other.Shape.Children.Length);
            return order != 0 ? order : one.Set.CompareTo(other.Set);
        });
        for (var i = 0; i < ordered.Length; i++)
        {
            _setCodes[ordered[i].Set] = leafCount + i;
        }

        var children = new List<int>(ordered.Sum(each => each.Shape.Children.Length));
        var (starts, groups) = (new int[ordered.Length + 1], new List<SetGroup>());
        for (var i = 0; i < ordered.Length; i++)
        {
            var (_, shape, level) = ordered[i];
            starts[i] = children.Count;
            // OrderBy is stable: equal costs keep the order of the definition.
            children.AddRange(shape.Children.Select(CodeOf).OrderBy(code => costs[code]));
            costs.Add(shape.Children.Sum(child => costs[CodeOf(child)]));
            var isNew = i == 0 || ordered[i - 1].Level != level || ordered[i - 1].Shape.Conjunction != shape.Conjunction || ordered[i - 1].Shape.Children.Length != shape.Children.Length;
            if (isNew)
            {
                groups.Add(new SetGroup(shape.Conjunction, shape.Children.Length, i, i + 1));
            }
            else
            {
                groups[^1] = groups[^1] with { End = i + 1 };
            }
        }

        starts[ordered.Length] = children.Count;
        return ([.. groups], [.. children], starts);
    }

    private (Step[] Steps, Segment[] Segments) Steps(SortedLeaf[] leaves, Dictionary<string, int> inputs)
    {
        var (steps, segments, bySource) = (new List<Step>(), new List<Segment>(), new Dictionary<PlanMeasurement, int>());
        for (var first = 0; first < leaves.Length;)
        {
            var place = leaves[first].Place;
            var (end, firstSegment) = (first, segments.Count);
            for (; end < leaves.Length && leaves[end].Place == place && leaves[end].IsNumeric; end++)
            {
                var comparator = leaves[end].Test.Comparator!.Value;
                if (segments.Count == firstSegment || segments[^1].Comparator != comparator)
                {
                    segments.Add(new Segment(comparator, end, end));
                }

                segments[^1] = segments[^1] with { End = end + 1 };
            }

            var firstOther = end;
            var isPlain = firstOther == first;
            for (; end < leaves.Length && leaves[end].Place == place; end++)
            {
                isPlain &= leaves[end].Test is { Quantifier: not Quantifier.None } test && (test.Comparator is null || test.Threshold is null) && test.Comparator != Comparator.IsUnavailable;
            }

            var what = measurements[place];
            if (!inputs.TryGetValue(what.What.InputText, out var input))
            {
                inputs.Add(what.What.InputText, input = inputs.Count);
            }

            steps.Add(new Step(what, input, groupOf[place], first, end, firstSegment, segments.Count) { IsPlain = isPlain, FirstOther = firstOther });
            // A source that no rule on this type names itself is replaced by the first that shares with it.
            bySource.TryAdd(what.Source, steps.Count - 1);
            steps[^1].Source = bySource[what.Source];
            if (steps[^1].Source != steps.Count - 1)
            {
                steps[steps[^1].Source].Sharing.Add(steps.Count - 1);
            }

            first = end;
        }

        return ([.. steps], [.. segments]);
    }

    private GroupStep[] GroupSteps(Step[] steps, Dictionary<string, int> inputs)
    {
        var members = steps.Index().Where(each => each.Item.Group >= 0).ToLookup(each => each.Item.Group);
        return [.. members.Select(each => GroupOf(groups[each.Key], each.Key, [.. each], inputs))];
    }

    private GroupStep GroupOf(MatcherGroup group, int index, (int Index, Step Item)[] members, Dictionary<string, int> inputs)
    {
        var here = Filled(group.Count);
        foreach (var (at, step) in members)
        {
            here[step.What.Place - group.First] = at;
        }

        var excluded = Enumerable.Range(group.First, group.Count).Where(place => groupOf[place] != index).ToArray();
        return new GroupStep(
            group,
            inputs[group.InputText],
            here,
            excluded,
            // What is still to be measured must not be judged before.
            members.All(each => each.Item.IsPlain) && excluded.All(place => measurements[place].Refusal is not null),
            members.Min(each => each.Item.FirstLeaf),
            members.Max(each => each.Item.EndLeaf));
    }

    private void Forget(List<int> leaves, List<int> sets)
    {
        foreach (var leaf in leaves)
        {
            _leafCodes[leaf] = Unseen;
        }

        foreach (var set in sets)
        {
            _levels[set] = _setCodes[set] = Unseen;
        }
    }

    private readonly record struct SortedLeaf(int Leaf, int Place, LeafTest Test, bool IsNumeric);
}
