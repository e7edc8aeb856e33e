using Coop.Engine.Deciding;

namespace Coop.Engine.Plan;

/// <summary>How the rules came out on one item, whether they may act or not. Immutable: a decision can be made of it as often as needed, and nothing is measured again.</summary>
public sealed class PlanResult
{
    private readonly (int Rule, byte Verdict)[] _notable;
    private readonly TypeProgram? _expiring;

    internal PlanResult(
        RulePlan plan, EvaluationSubject subject, DateTimeOffset at, MeasuredTable measured, (int Rule, byte Verdict)[] notable, int ran, TypeProgram? expiring) =>
        (Plan, Subject, At, Measured, _notable, Ran, _expiring) = (plan, subject, at, measured, notable, ran, expiring);

    public RulePlan Plan { get; }

    public EvaluationSubject Subject { get; }

    /// <summary>When the item was judged.</summary>
    public DateTimeOffset At { get; }

    /// <summary>How many rules looked at the item.</summary>
    public int Ran { get; }

    internal MeasuredTable Measured { get; }

    /// <summary>The plan's rules that matched, are unknown or may have used a fallback, each with its <see cref="Verdict"/>; in rule order.</summary>
    internal ReadOnlySpan<(int Rule, byte Verdict)> Notable => _notable;

    /// <summary>Rules on this type whose time had come.</summary>
    internal IEnumerable<Rules.Rule> Expired => _expiring is null
        ? []
        : _expiring.Expiring.Select(rule => Plan.Rules[_expiring.Rules[rule]]).Where(rule => rule.ExpirationTime <= At);
}
