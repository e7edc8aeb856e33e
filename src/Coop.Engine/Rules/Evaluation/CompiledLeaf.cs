using Coop.Engine.Deciding;
using Coop.Engine.Rules.Conditions;
using Coop.Engine.Signals;
using Coop.Integrations;

namespace Coop.Engine.Rules.Evaluation;

/// <summary>A leaf: what to measure, shared with its equals, and what to make of it.</summary>
internal sealed class CompiledLeaf(LeafCondition condition, Measurement measurement) : CompiledCondition
{
    private readonly SignalOutputType? _output = measurement.Call?.Signal?.Descriptor.OutputType;

    public override double Cost => measurement.Cost;

    public override ConditionTrace NotRun { get; } = new LeafTrace(condition);

    public override async ValueTask<ConditionTrace> EvaluateAsync(EvaluationState state, List<string> reviews)
    {
        var trace = TraceOf(await state.MeasureAsync(measurement).ConfigureAwait(false));
        if (trace.Outcome != ConditionOutcome.Errored || condition.Fallback is not { } fallback)
        {
            return trace;
        }

        if (fallback == Fallback.Review)
        {
            reviews.Add($"{measurement.Call?.SignalId ?? "A condition"} gave no answer: {trace.Failure?.Reason}");
            return trace with { UsedFallback = true };
        }

        return trace with { Outcome = fallback == Fallback.Match ? ConditionOutcome.Passed : ConditionOutcome.Failed, UsedFallback = true };
    }

    private LeafTrace TraceOf(Measured measured)
    {
        var isDerived = measurement.Input is ConditionInput.Derived;
        if (condition.Comparator == Comparator.IsNotProvided && !isDerived)
        {
            return new LeafTrace(condition) { Outcome = measured.IsProvided ? ConditionOutcome.Failed : ConditionOutcome.Passed };
        }

        if (measured.Values.Count == 0)
        {
            return new LeafTrace(condition) { Outcome = ConditionOutcome.Inapplicable };
        }

        // Any value that passes decides. Otherwise the value reported is one with a score, then one that failed, then one the signal does not apply to.
        LeafTrace? chosen = null;
        foreach (var value in measured.Values)
        {
            var trace = TraceOf(value);
            if (chosen is null || Rank(trace) < Rank(chosen))
            {
                chosen = trace;
            }

            if (trace.Outcome == ConditionOutcome.Passed)
            {
                break;
            }
        }

        return chosen!;
    }

    private static int Rank(LeafTrace trace) => trace.Outcome switch
    {
        ConditionOutcome.Passed => 0,
        ConditionOutcome.Failed => 1,
        ConditionOutcome.Errored => 2,
        _ => 3,
    };

    private LeafTrace TraceOf(MeasuredValue value)
    {
        var outcome = value.Outcome;
        var trace = new LeafTrace(condition)
        {
            MatchedValue = outcome.MatchedValue,
            Detail = outcome.Detail,
            Failure = outcome.Failure,
            Elapsed = value.Elapsed,
            IntegrationVersion = measurement.Call?.IntegrationVersion,
        };
        switch (outcome.Kind)
        {
            case SignalOutcomeKind.NotApplicable:
                return trace with { Outcome = ConditionOutcome.Inapplicable };
            case SignalOutcomeKind.Failed:
                return trace with { Outcome = condition.Comparator == Comparator.IsUnavailable ? ConditionOutcome.Passed : ConditionOutcome.Errored };
        }

        trace = trace with { Score = outcome.Score.ToString() };
        return Comparison.Passes(outcome.Score, condition.Comparator, condition.Threshold, _output ?? value.Bare) switch
        {
            true => trace with { Outcome = ConditionOutcome.Passed },
            false => trace with { Outcome = ConditionOutcome.Failed },
            null => trace with
            {
                Outcome = ConditionOutcome.Errored,
                Failure = new SignalFailure(FailureKind.Refused, $"The score cannot be compared with the threshold '{condition.Threshold}'. Correct the rule."),
            },
        };
    }
}
