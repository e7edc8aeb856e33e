using Coop.Engine.Rules.Conditions;
using Coop.Engine.Signals;
using Coop.Integrations;

namespace Coop.Engine.Deciding;

/// <summary>What a condition makes of what was measured. Rules that run and explanations of decisions judge by this same code.</summary>
internal sealed class LeafTest(LeafCondition leaf, SignalOutputType? output)
{
    public SignalOutputType? Output => output;

    public Comparator? Comparator { get; } = leaf.Comparator;

    public Quantifier Quantifier { get; } = leaf.Quantifier;

    public Fallback? Fallback { get; } = leaf.Fallback;

    public Threshold? Threshold { get; } = leaf.Threshold is { Kind: not SignalScoreKind.None } given ? new Threshold(given) : null;

    /// <summary>The condition without its fallback.</summary>
    /// <param name="decisive">The value that is reported; −1 when there is none.</param>
    public ConditionOutcome Judge(bool isProvided, ReadOnlySpan<MeasuredValue> values, DateTimeOffset now, out int decisive)
    {
        decisive = -1;
        if (Comparator == Rules.Conditions.Comparator.IsNotProvided && leaf.Input is not ConditionInput.Derived)
        {
            return isProvided ? ConditionOutcome.Failed : ConditionOutcome.Passed;
        }

        if (values.Length == 0)
        {
            return ConditionOutcome.Inapplicable;
        }

        if (values.Length == 1)
        {
            decisive = 0;
            return Quantifier == Quantifier.None ? Not(Judge(values[0], now)) : Judge(values[0], now);
        }

        var (passed, failed, unknown, inapplicable) = (-1, -1, -1, -1);
        for (var i = 0; i < values.Length; i++)
        {
            switch (Judge(values[i], now))
            {
                case ConditionOutcome.Passed when passed < 0:
                    passed = i;
                    break;
                case ConditionOutcome.Failed when failed < 0:
                    failed = i;
                    break;
                case ConditionOutcome.Errored when unknown < 0:
                    unknown = i;
                    break;
                case ConditionOutcome.Inapplicable when inapplicable < 0:
                    inapplicable = i;
                    break;
            }
        }

        return Together(passed, failed, unknown, inapplicable, out decisive);
    }

    /// <summary>One value by itself.</summary>
    private ConditionOutcome Judge(in MeasuredValue value, DateTimeOffset now) => value.Outcome.Kind switch
    {
        SignalOutcomeKind.NotApplicable => ConditionOutcome.Inapplicable,
        SignalOutcomeKind.Failed => Comparator == Rules.Conditions.Comparator.IsUnavailable ? ConditionOutcome.Passed : ConditionOutcome.Errored,
        _ => Comparison.Passes(value.Outcome.Score, Comparator, Threshold, output ?? value.Bare, now) switch
        {
            true => ConditionOutcome.Passed,
            false => ConditionOutcome.Failed,
            null => ConditionOutcome.Errored,
        },
    };

    /// <summary>
    /// Three-valued: a value that settles the question does so whatever the others are, and otherwise one that could not be found out leaves it unknown. Values that the
    /// question does not apply to have no say unless there are only such.
    /// </summary>
    private ConditionOutcome Together(int passed, int failed, int unknown, int inapplicable, out int decisive)
    {
        // The value that settles it: one that passes, or for "all" one that does not.
        var settling = Quantifier == Quantifier.All ? failed : passed;
        var other = Quantifier == Quantifier.All ? passed : failed;
        if (settling >= 0)
        {
            decisive = settling;
            return Quantifier == Quantifier.Any ? ConditionOutcome.Passed : ConditionOutcome.Failed;
        }

        if (unknown >= 0)
        {
            decisive = unknown;
            return ConditionOutcome.Errored;
        }

        if (other >= 0)
        {
            decisive = other;
            return Quantifier == Quantifier.Any ? ConditionOutcome.Failed : ConditionOutcome.Passed;
        }

        decisive = inapplicable;
        return ConditionOutcome.Inapplicable;
    }

    private static ConditionOutcome Not(ConditionOutcome outcome) => outcome switch
    {
        ConditionOutcome.Passed => ConditionOutcome.Failed,
        ConditionOutcome.Failed => ConditionOutcome.Passed,
        _ => outcome,
    };
}
