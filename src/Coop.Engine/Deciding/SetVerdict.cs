using Coop.Engine.Rules.Conditions;

namespace Coop.Engine.Deciding;

/// <summary>Three-valued AND, OR and XOR over outcomes as they come in.</summary>
internal struct SetVerdict(Conjunction conjunction)
{
    private int _passed;
    private int _unknown;
    private ConditionOutcome? _firstFalse;

    /// <summary>No further outcome can change the verdict.</summary>
    public readonly bool IsKnown => conjunction switch
    {
        Conjunction.And => _firstFalse is not null,
        Conjunction.Or => _passed > 0,
        _ => _passed > 1,
    };

    /// <summary>The verdict over all outcomes added.</summary>
    public readonly ConditionOutcome Outcome => conjunction switch
    {
        Conjunction.And => _firstFalse ?? (_unknown > 0 ? ConditionOutcome.Errored : ConditionOutcome.Passed),
        Conjunction.Or => _passed > 0 ? ConditionOutcome.Passed : _unknown > 0 ? ConditionOutcome.Errored : ConditionOutcome.Failed,
        _ => _passed > 1 ? ConditionOutcome.Failed : _unknown > 0 ? ConditionOutcome.Errored : _passed == 1 ? ConditionOutcome.Passed : ConditionOutcome.Failed,
    };

    public void Add(ConditionOutcome outcome)
    {
        switch (outcome)
        {
            case ConditionOutcome.Passed:
                _passed++;
                break;
            case ConditionOutcome.Errored:
                _unknown++;
                break;
            default:
                _firstFalse ??= outcome;
                break;
        }
    }
}
