using Coop.Engine.Deciding;
using Coop.Engine.Rules.Conditions;
using CsCheck;

namespace Coop.Tests.Deciding;

/// <summary>Three-valued sets.</summary>
public class SetVerdictTests
{
    private static readonly Gen<ConditionOutcome> AnyOutcome = Gen.Enum<ConditionOutcome>();
    private static readonly Gen<ConditionOutcome> False = Gen.OneOf(Gen.Const(ConditionOutcome.Failed), Gen.Const(ConditionOutcome.Inapplicable));
    private static readonly Gen<ConditionOutcome> TrueOrUnknown = Gen.OneOf(Gen.Const(ConditionOutcome.Passed), Gen.Const(ConditionOutcome.Errored));

    [Fact]
    public void And_with_any_false_outcome_mixed_in_is_false() => Gen.Select(AnyOutcome.Array[0, 6], False, AnyOutcome.Array[0, 6])
        .Sample((before, culprit, after) => Assert.False(Truth(Verdict(Conjunction.And, [.. before, culprit, .. after])) ?? true));

    [Fact]
    public void And_with_exactly_one_false_outcome_is_that_very_outcome() => Gen.Select(TrueOrUnknown.Array[0, 6], False, TrueOrUnknown.Array[0, 6])
        .Sample((before, culprit, after) => Assert.Equal(culprit, Verdict(Conjunction.And, [.. before, culprit, .. after])));

    [Fact]
    public void And_of_only_passed_is_passed_and_with_an_errored_one_is_errored() => Gen.Int[1, 8].Sample(count =>
    {
        var passed = Enumerable.Repeat(ConditionOutcome.Passed, count).ToArray();
        Assert.Equal(ConditionOutcome.Passed, Verdict(Conjunction.And, passed));
        Assert.Equal(ConditionOutcome.Errored, Verdict(Conjunction.And, [.. passed, ConditionOutcome.Errored]));
    });

    [Fact]
    public void Or_is_passed_with_any_passed_else_errored_with_any_errored_else_failed() => AnyOutcome.Array[1, 8].Sample(outcomes =>
        Assert.Equal(
            outcomes.Contains(ConditionOutcome.Passed) ? ConditionOutcome.Passed : outcomes.Contains(ConditionOutcome.Errored) ? ConditionOutcome.Errored : ConditionOutcome.Failed,
            Verdict(Conjunction.Or, outcomes)));

    [Fact]
    public void Xor_follows_its_table() => AnyOutcome.Array[1, 8].Sample(outcomes =>
    {
        var passed = outcomes.Count(outcome => outcome == ConditionOutcome.Passed);
        var expected = passed >= 2 ? ConditionOutcome.Failed
            : outcomes.Contains(ConditionOutcome.Errored) ? ConditionOutcome.Errored
            : passed == 1 ? ConditionOutcome.Passed : ConditionOutcome.Failed;
        Assert.Equal(expected, Verdict(Conjunction.Xor, outcomes));
    });

    [Fact]
    public void A_verdict_known_early_equals_the_full_one() => Gen.Select(Gen.Enum<Conjunction>(), AnyOutcome.Array[1, 8]).Sample((conjunction, outcomes) =>
    {
        var partial = new SetVerdict(conjunction);
        foreach (var outcome in outcomes)
        {
            partial.Add(outcome);
            if (partial.IsKnown)
            {
                Assert.Equal(Truth(Verdict(conjunction, outcomes)), Truth(partial.Outcome));
            }
        }
    });

    private static ConditionOutcome Verdict(Conjunction conjunction, ConditionOutcome[] outcomes)
    {
        var verdict = new SetVerdict(conjunction);
        foreach (var outcome in outcomes)
        {
            verdict.Add(outcome);
        }

        return verdict.Outcome;
    }

    private static bool? Truth(ConditionOutcome outcome) => outcome switch
    {
        ConditionOutcome.Passed => true,
        ConditionOutcome.Errored => null,
        _ => false,
    };
}
