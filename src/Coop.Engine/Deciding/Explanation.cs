using Coop.Engine.Rules.Conditions;

namespace Coop.Engine.Deciding;

/// <summary>
/// Why a rule came out as it did, to the last condition: its conditions read again over what was measured then. Nothing is measured and no clock is asked, so it comes out
/// the same whenever it is asked for.
/// </summary>
public static class Explanation
{
    /// <param name="conditions">Of the version of the rule that ran.</param>
    /// <param name="plan">The plan that the decision names.</param>
    public static ConditionTrace Of(Decision decision, ConditionSet conditions, PlanRecord plan) =>
        ConditionReading.Of(conditions, leaf => plan.Find(Measurement.Of(leaf).Key)).Trace(decision.Measured, decision.DecidedAt, []);
}
