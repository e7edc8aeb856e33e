using Coop.Engine.Deciding;
using Coop.Engine.Rules.Conditions;

namespace Coop.Engine.Rules.Evaluation;

/// <summary>Runs children one after the other, cheapest first, until the outcome is known.</summary>
internal sealed class CompiledSet : CompiledCondition
{
    private readonly Conjunction _conjunction;
    private readonly CompiledCondition[] _children;
    private readonly int[] _order;

    public CompiledSet(Conjunction conjunction, CompiledCondition[] children)
    {
        (_conjunction, _children) = (conjunction, children);
        // OrderBy is stable: equal costs keep the order of the definition.
        _order = [.. Enumerable.Range(0, children.Length).OrderBy(i => children[i].Cost)];
        Cost = children.Sum(child => child.Cost);
        NotRun = new SetTrace(conjunction, [.. children.Select(child => child.NotRun)]);
    }

    public override double Cost { get; }

    public override ConditionTrace NotRun { get; }

    public override async ValueTask<ConditionTrace> EvaluateAsync(EvaluationState state, List<string> reviews)
    {
        var traces = new ConditionTrace?[_children.Length];
        var verdict = new SetVerdict(_conjunction);
        foreach (var index in _order)
        {
            var trace = await _children[index].EvaluateAsync(state, reviews).ConfigureAwait(false);
            traces[index] = trace;
            verdict.Add(trace.Outcome!.Value);
            if (verdict.IsKnown)
            {
                break;
            }
        }

        for (var i = 0; i < traces.Length; i++)
        {
            traces[i] ??= _children[i].NotRun;
        }

        return new SetTrace(_conjunction, traces!) { Outcome = verdict.Outcome };
    }
}
