using Coop.Engine.Deciding;
using Coop.Engine.Rules.Conditions;

namespace Coop.Engine.Plan;

/// <summary>
/// The rules that look at one type of item as flat arrays: what to select, what to measure, which conditions that settles, which sets those settle. A code is a
/// <see cref="Verdict"/>; conditions have the first ones, sets the others, children before parents.
/// </summary>
internal sealed class TypeProgram
{
    /// <summary>Which of the plan's rules, in rule order.</summary>
    public required int[] Rules { get; init; }

    /// <summary>By rule: the code that is its outcome.</summary>
    public required int[] Roots { get; init; }

    /// <summary>Those with an expiration time, by their index here.</summary>
    public required int[] Expiring { get; init; }

    public required ConditionInput[] Inputs { get; init; }

    /// <summary>All, by place.</summary>
    public required Step[] Steps { get; init; }

    public required GroupStep[] Groups { get; init; }

    public required LeafTest[] Tests { get; init; }

    /// <summary>By condition; only those in a <see cref="Segment"/> are set.</summary>
    public required double[] Thresholds { get; init; }

    public required Segment[] Segments { get; init; }

    public required SetGroup[] SetGroups { get; init; }

    /// <summary>By condition: its step.</summary>
    public required int[] LeafSteps { get; init; }

    /// <summary>By code: what it costs to find out, as <see cref="ConditionReading.Cost"/>.</summary>
    public required double[] Costs { get; init; }

    /// <summary>Codes of the children of all sets, set after set, in the order in which they are wanted.</summary>
    public required int[] Children { get; init; }

    /// <summary>By set and one more: where its children begin.</summary>
    public required int[] ChildStarts { get; init; }

    public int Leaves => Tests.Length;

    public int Codes => Tests.Length + ChildStarts.Length - 1;
}

/// <summary>A measurement and the conditions that are about it.</summary>
/// <param name="Input">Among the program's inputs.</param>
/// <param name="Group">The group that measures it; −1 when it is measured by itself.</param>
internal sealed record Step(PlanMeasurement What, int Input, int Group, int FirstLeaf, int EndLeaf, int FirstSegment, int EndSegment)
{
    /// <summary>The step whose outcome is this one's too; its own when there is none before it.</summary>
    public int Source { get; set; }

    /// <summary>The other steps of which this is the source.</summary>
    public List<int> Sharing { get; } = [];

    /// <summary>None of its conditions passes on a bare "no": nothing has to be looked at where nothing matched.</summary>
    public bool IsPlain { get; init; }

    /// <summary>Where the conditions begin that have to be looked at one by one even when a number was measured.</summary>
    public int FirstOther { get; init; }
}

/// <summary>Conditions that hold one number against thresholds in ascending order, so that those that pass stand together.</summary>
internal readonly record struct Segment(Comparator Comparator, int First, int End);

/// <param name="Input">Among the program's inputs.</param>
/// <param name="Steps">By place of a measurement, from the group's first on: its step here; −1 when no rule on this type asks for it.</param>
/// <param name="Excluded">Places between its own that it does not measure.</param>
/// <param name="IsPlain">All of its steps are.</param>
internal sealed record GroupStep(MatcherGroup Group, int Input, int[] Steps, int[] Excluded, bool IsPlain, int FirstLeaf, int EndLeaf);

/// <summary>Sets that are joined alike and have equally many children, one after the other.</summary>
internal readonly record struct SetGroup(Conjunction Conjunction, int Width, int First, int End);
