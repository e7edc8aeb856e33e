using System.Runtime.InteropServices;
using Coop.Engine.Deciding;
using Coop.Engine.Rules;
using Coop.Engine.Rules.Conditions;

namespace Coop.Engine.Plan;

/// <summary>Lays the rules of one type of item out in a <see cref="TypeProgram"/>.</summary>
/// <param name="rules">Of the plan.</param>
/// <param name="roots">By rule: the node of the pool that is its outcome.</param>
/// <param name="places">By place of a measurement in the pool: its place in the plan.</param>
/// <param name="groupOf">By place of a measurement: the group that measures it; −1 for none.</param>
internal sealed class ProgramBuilder(
    IReadOnlyList<Rule> rules, int[] roots, ShapePool pool, PlanMeasurement[] measurements, int[] places, MatcherGroup[] groups, int[] groupOf)
{
    private const int Unseen = -1;

    // Of one program at a time, by place in the pool; forgotten after each, so that what is made costs what its rules need and not what all do.
    private readonly int[] _leafCodes = Filled(pool.Leaves);
    private readonly int[] _setCodes = Filled(pool.Sets);

    /// <param name="ofType">The plan's rules on the type, in rule order.</param>
    public TypeProgram Build(int[] ofType)
    {
        var (leaves, sets) = (new List<int>(), new List<int>());
        foreach (var rule in ofType)
        {
            Gather(roots[rule], leaves, sets);
        }

        var ordered = Ordered(leaves);
        for (var code = 0; code < ordered.Length; code++)
        {
            _leafCodes[ordered[code].Leaf] = code;
        }

        var costs = new List<double>(ordered.Length + sets.Count);
        costs.AddRange(ordered.Select(each => measurements[each.Place].Planned.Cost));
        var (setGroups, children, starts) = LayOut(sets, ordered.Length, costs);
        var inputs = new Dictionary<string, int>(StringComparer.Ordinal);
        var (steps, segments) = Steps(ordered, inputs);
        var program = new TypeProgram
        {
            Rules = ofType,
            Roots = [.. ofType.Select(rule => CodeOf(roots[rule]))],
            Expiring = [.. ofType.Index().Where(each => rules[each.Item].ExpirationTime is not null).Select(each => each.Index)],
            Steps = steps,
            Groups = GroupSteps(steps, inputs),
            Inputs = InputsOf(inputs, steps),
            Tests = [.. ordered.Select(each => each.Test)],
            Thresholds = [.. ordered.Select(each => each.IsNumeric ? each.Number : 0)],
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

    /// <summary>What is about one measurement stands together; first what compares a number, comparator by comparator, by ascending thresholds.</summary>
    private SortedLeaf[] Ordered(List<int> leaves)
    {
        var (ordered, keys) = (new SortedLeaf[leaves.Count], new long[leaves.Count]);
        for (var i = 0; i < ordered.Length; i++)
        {
            ordered[i] = Sorted(leaves[i]);
            keys[i] = ((long)ordered[i].Place << 32) + (ordered[i].IsNumeric ? (int)ordered[i].Test.Comparator!.Value : int.MaxValue);
        }

        Array.Sort(keys, ordered);
        for (var first = 0; first < ordered.Length;)
        {
            var end = first + 1;
            while (end < ordered.Length && keys[end] == keys[first])
            {
                end++;
            }

            if (ordered[first].IsNumeric)
            {
                var alike = ordered.AsSpan(first, end - first);
                var thresholds = new double[alike.Length];
                for (var i = 0; i < thresholds.Length; i++)
                {
                    thresholds[i] = alike[i].Number;
                }

                thresholds.AsSpan().Sort(alike);
            }

            first = end;
        }

        return ordered;
    }

    private SortedLeaf Sorted(int leaf)
    {
        var (shape, measurement) = pool.Leaf(leaf);
        var place = places[measurement];
        var test = shape.TestFor(measurements[place].Planned.Output);
        return test is { Quantifier: not Quantifier.None, Threshold.Number: { } number, Comparator: { } comparator } && comparator is not (Comparator.IsUnavailable or Comparator.IsNotProvided)
            ? new SortedLeaf(leaf, place, test, true, number)
            : new SortedLeaf(leaf, place, test, false, 0);
    }

    private void Gather(int node, List<int> leaves, List<int> sets)
    {
        if (node >= 0)
        {
            if (_leafCodes[node] == Unseen)
            {
                _leafCodes[node] = 0;
                leaves.Add(node);
            }
        }
        else if (_setCodes[~node] == Unseen)
        {
            _setCodes[~node] = 0;
            sets.Add(~node);
            foreach (var child in pool.ChildrenOf(pool.Set(~node)))
            {
                Gather(child, leaves, sets);
            }
        }
    }

    /// <summary>A set of one is what its only child is.</summary>
    private int CodeOf(int node)
    {
        while (node < 0)
        {
            if (pool.ChildrenOf(pool.Set(~node)) is not [var only])
            {
                return _setCodes[~node];
            }

            node = only;
        }

        return _leafCodes[node];
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
        // Lowest first: what a set is made of is settled before it.
        var alike = new SortedDictionary<(int Level, Conjunction Conjunction, int Width), List<int>>();
        foreach (var place in sets)
        {
            var set = pool.Set(place);
            if (set.Width != 1)
            {
                if (!alike.TryGetValue((set.Level, set.Conjunction, set.Width), out var places))
                {
                    alike.Add((set.Level, set.Conjunction, set.Width), places = []);
                }

                places.Add(place);
            }
        }

        var (children, starts, groups) = (new List<int>(), new List<int>(sets.Count + 1), new List<SetGroup>());
        foreach (var ((_, conjunction, width), places) in alike)
        {
            groups.Add(new SetGroup(conjunction, width, starts.Count, starts.Count + places.Count));
            foreach (var place in places)
            {
                _setCodes[place] = leafCount + starts.Count;
                starts.Add(children.Count);
                AddChildren(pool.ChildrenOf(pool.Set(place)), children, costs);
            }
        }

        starts.Add(children.Count);
        return ([.. groups], [.. children], [.. starts]);
    }

    /// <summary>The cheapest first; equal costs keep the order of the definition. What they cost together is what their set does.</summary>
    private void AddChildren(ReadOnlySpan<int> nodes, List<int> children, List<double> costs)
    {
        var (first, sum, isOrdered) = (children.Count, 0.0, true);
        foreach (var node in nodes)
        {
            var code = CodeOf(node);
            isOrdered &= children.Count == first || costs[children[^1]] <= costs[code];
            children.Add(code);
            sum += costs[code];
        }

        if (!isOrdered)
        {
            int[] ordered = [.. children.Skip(first).OrderBy(code => costs[code])];
            ordered.CopyTo(CollectionsMarshal.AsSpan(children)[first..]);
        }

        costs.Add(sum);
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
            _setCodes[set] = Unseen;
        }
    }

    /// <param name="Number">Its threshold, when it compares with a number.</param>
    private readonly record struct SortedLeaf(int Leaf, int Place, LeafTest Test, bool IsNumeric, double Number);
}
