using Coop.Engine.Rules.Conditions;
using Coop.Engine.Signals;

namespace Coop.Engine.Deciding;

/// <summary>A condition that can be read off a table of what was measured: one after the other in order of cost, until the outcome is known.</summary>
internal abstract class ConditionReading
{
    public abstract double Cost { get; }

    /// <param name="reviews">Receives why a person is asked for.</param>
    public abstract ConditionTrace Trace(MeasuredTable measured, DateTimeOffset now, List<string> reviews);

    /// <param name="find">Where a measurement is in the plan; −1 and <see cref="PlannedMeasurement.Unknown"/> when it is not.</param>
    public static ConditionReading Of(Condition condition, Func<LeafCondition, (int Place, PlannedMeasurement Planned)> find)
    {
        if (condition is ConditionSet set)
        {
            return new SetReading(set.Conjunction, [.. set.Conditions.Select(child => Of(child, find))]);
        }

        var leaf = (LeafCondition)condition;
        var (place, planned) = find(leaf);
        return new LeafReading(leaf, place, planned);
    }
}

internal sealed class SetReading : ConditionReading
{
    private readonly Conjunction _conjunction;
    private readonly ConditionReading[] _children;
    private readonly int[] _order;
    private readonly ConditionTrace _notRun;

    public SetReading(Conjunction conjunction, ConditionReading[] children)
    {
        (_conjunction, _children) = (conjunction, children);
        // OrderBy is stable: equal costs keep the order of the definition.
        _order = [.. Enumerable.Range(0, children.Length).OrderBy(i => children[i].Cost)];
        Cost = children.Sum(child => child.Cost);
        _notRun = new SetTrace(conjunction, [.. children.Select(NotRun)]);
    }

    public override double Cost { get; }

    public override ConditionTrace Trace(MeasuredTable measured, DateTimeOffset now, List<string> reviews)
    {
        var traces = new ConditionTrace?[_children.Length];
        var verdict = new SetVerdict(_conjunction);
        var isComplete = true;
        foreach (var index in _order)
        {
            var trace = _children[index].Trace(measured, now, reviews);
            traces[index] = trace;
            if (trace.Outcome is { } outcome)
            {
                verdict.Add(outcome);
            }

            isComplete &= trace.Outcome is not null;
            if (verdict.IsKnown)
            {
                break;
            }
        }

        for (var i = 0; i < traces.Length; i++)
        {
            traces[i] ??= NotRun(_children[i]);
        }

        return new SetTrace(_conjunction, traces!) { Outcome = isComplete || verdict.IsKnown ? verdict.Outcome : null };
    }

    private static ConditionTrace NotRun(ConditionReading reading) => reading is SetReading set ? set._notRun : ((LeafReading)reading).NotRun;
}

internal sealed class LeafReading(LeafCondition leaf, int place, PlannedMeasurement planned) : ConditionReading
{
    private readonly LeafTest _test = new(leaf, planned.Output);

    public override double Cost => planned.Cost;

    public LeafTrace NotRun { get; } = new(leaf);

    public override ConditionTrace Trace(MeasuredTable measured, DateTimeOffset now, List<string> reviews)
    {
        if (!measured.IsMeasured(place))
        {
            return NotRun;
        }

        var trace = Judged(measured, now);
        if (trace.Outcome != ConditionOutcome.Errored || leaf.Fallback is not { } fallback)
        {
            return trace;
        }

        if (fallback == Fallback.Review)
        {
            reviews.Add($"{leaf.Signal?.Id ?? "A condition"} gave no answer: {trace.Failure?.Reason}");
            return trace with { UsedFallback = true };
        }

        return trace with { Outcome = fallback == Fallback.Match ? ConditionOutcome.Passed : ConditionOutcome.Failed, UsedFallback = true };
    }

    private LeafTrace Judged(MeasuredTable measured, DateTimeOffset now)
    {
        var values = measured.Of(place);
        var outcome = _test.Judge(measured.IsProvided(place), values, now, out var decisive);
        if (decisive < 0)
        {
            return NotRun with { Outcome = outcome };
        }

        var value = values[decisive];
        var given = value.Outcome;
        return NotRun with
        {
            Outcome = outcome,
            Score = given.Kind == SignalOutcomeKind.Scored ? given.Score.ToString() : null,
            MatchedValue = given.MatchedValue,
            Detail = given.Detail,
            Failure = given.Failure ?? (outcome == ConditionOutcome.Errored
                ? new SignalFailure(FailureKind.Refused, $"The score cannot be compared with the threshold '{leaf.Threshold}'. Correct the rule.")
                : null),
            Elapsed = value.Elapsed,
            IntegrationVersion = planned.IntegrationVersion,
        };
    }
}
