using System.Collections.Concurrent;
using System.Collections.Frozen;
using Coop.Engine.Deciding;
using Coop.Engine.Rules;
using Coop.Engine.Signals;
using Coop.Engine.Uses;
using Coop.Integrations;

namespace Coop.Engine.Plan;

/// <summary>
/// An organisation's live and background rules, compiled against its banks and one catalogue: what is to be measured, each thing once, and what follows from it. Immutable and
/// thread-safe; compile a new one over it when anything it came from changes.
/// </summary>
public sealed class RulePlan
{
    private readonly FrozenDictionary<string, SpareRuns> _byItemType;
    private readonly ConcurrentDictionary<int, ConditionReading> _readings = [];
    private readonly TimeProvider _time;
    private readonly Lazy<KeptPlan> _kept;
    private readonly Lazy<IReadOnlyList<ActionPenalty>> _penalties;
    private volatile bool _hasStopped;

    internal RulePlan(PlanParts parts, KeptPlan? known, ISignalRunner signals, TimeProvider time, EvaluationLimits limits)
    {
        (Source, Signals, _time, Limits) = (parts.Source, signals, time, limits);
        (Rules, Pool, Roots, Named, Measurements, Sets) = (parts.Rules, parts.Pool, parts.Roots, parts.Named, parts.Measurements, parts.Sets);
        (Groups, Late, Record) = (parts.Groups, parts.Late, parts.Record);
        _byItemType = parts.Programs.ToFrozenDictionary(type => type.Key, type => new SpareRuns(this, type.Value, time), StringComparer.Ordinal);
        Watch = RunWatch.Of(time);
        HasQuotas = Rules.Any(rule => rule is { Status: RuleStatus.Live, MaxDailyActions: not null });
        _kept = new Lazy<KeptPlan>(() => KeptPlanFormat.Write(Record, known));
        _penalties = new Lazy<IReadOnlyList<ActionPenalty>>(() => [.. Source.Actions.SelectMany(
            _ => Source.Policies, (action, policy) => new ActionPenalty(action.Id, policy.Id, [action.Penalty, policy.Penalty]))]);
    }

    public RulesetSource Source { get; }

    public EvaluationLimits Limits { get; }

    /// <summary>Of what it measures and which versions of rules it is made of; equal plans have equal ids, in every process.</summary>
    public string Id => Kept.Id;

    /// <summary>What has to be kept for the decisions it makes.</summary>
    public KeptPlan Kept => _kept.Value;

    /// <summary>What decisions need of it afterwards.</summary>
    public PlanRecord Record { get; }

    /// <summary>What it looks for apart because an author's code did not compile it: that takes longer, and what takes too long has no answer.</summary>
    public IReadOnlyList<LateMatcher> Late { get; }

    /// <summary>Each time that one of its matchers is stopped. It decides on, more slowly: the next plan has other matchers, unless it has been made and took this one over.</summary>
    internal event Action? Stopped;

    /// <summary>Whether one of its matchers was stopped, by whichever plan has it too: the one before it may have been at work when it was. Each of that matcher's lists is measured apart then.</summary>
    internal bool HasStopped => _hasStopped || Array.Exists(Groups, static group => Array.Exists(group.Parts, static part => part.Matcher.IsStopped));

    /// <summary>Whether a rule may act only so often on a day.</summary>
    public bool HasQuotas { get; }

    internal ISignalRunner Signals { get; }

    internal IReadOnlyList<Rule> Rules { get; }

    /// <summary>The conditions of its rules.</summary>
    internal ShapePool Pool { get; }

    /// <summary>By rule: the node of the pool that is its outcome.</summary>
    internal int[] Roots { get; }

    /// <summary>By rule: the actions, policies and banks that it names.</summary>
    internal IReadOnlyList<SettingRef>[] Named { get; }

    internal PlanMeasurement[] Measurements { get; }

    internal MatchingSets Sets { get; }

    internal MatcherGroup[] Groups { get; }

    internal RunWatch Watch { get; }

    internal IReadOnlyList<ActionPenalty> Penalties => _penalties.Value;

    /// <param name="previous">The plan that this one follows: what did not change is taken over from it. It stays usable.</param>
    public static async Task<RulePlan> CompileAsync(
        RulesetSource source, RulePlan? previous, ISignalRunner signals, TimeProvider time, EvaluationLimits limits, CancellationToken cancellationToken)
    {
        var parts = await PlanParts.OfAsync(source, previous, new MatcherWay(signals, source.OrgId, limits.MatcherCompile), cancellationToken).ConfigureAwait(false);
        return new RulePlan(parts, previous?._kept is { IsValueCreated: true } kept ? kept.Value : null, signals, time, limits);
    }

    /// <summary>
    /// Runs every rule on the subject's type of item that has not expired, whether it may still act today or not. On the thread pool, of which an organisation has a few threads at once:
    /// whatever an author's code does, its caller's thread is not kept, nor are the others'. Throws only for the caller's cancellation.
    /// </summary>
    public Task<PlanResult> RunAsync(EvaluationSubject subject, CancellationToken cancellationToken) => RunAsync(subject, PoolUse.Trial, cancellationToken);

    /// <summary>The same for an item of the flow. Neither a person's trials nor items wait for each other's threads.</summary>
    internal Task<PlanResult> RunAwayAsync(EvaluationSubject subject, CancellationToken cancellationToken) => RunAsync(subject, PoolUse.Item, cancellationToken);

    /// <summary>The same on the caller's thread, as far as nothing has to be waited for: for a thread that can be spared when an author's code keeps it for a while.</summary>
    /// <param name="lent">Set before anything runs: what comes out when the thread does not come back is <see cref="PlanRun.WhenTakenFrom"/>.</param>
    internal ValueTask<PlanResult> RunHereAsync(EvaluationSubject subject, out PlanRun? lent, CancellationToken cancellationToken)
    {
        lent = null;
        cancellationToken.ThrowIfCancellationRequested();
        if (!_byItemType.TryGetValue(subject.Type.Id, out var runs))
        {
            return new(Nothing(subject));
        }

        lent = runs.Rent().Begin(subject, _time.GetUtcNow(), cancellationToken);
        return lent.ExecuteAsync();
    }

    /// <summary>Makes the decision. Pure: the same of the same, however often.</summary>
    /// <param name="rulesWithoutQuota">Rules that have acted as often as they may today: they are left out.</param>
    /// <param name="result">Of this plan: rules are told apart by their places in it, and in another plan other rules stand there.</param>
    public Decision Decide(PlanResult result, DecisionIds ids, IReadOnlyCollection<string>? rulesWithoutQuota = null) => ReferenceEquals(result.Plan, this)
        ? DecisionMaking.Decide(this, result, ids, rulesWithoutQuota ?? [])
        : throw new ArgumentException("The result is of another plan. Decide by the plan that measured.", nameof(result));

    /// <summary>A matcher of its organisation's lists did not come back.</summary>
    internal void Stop(MatcherPart part)
    {
        try
        {
            Signals.Stop(part.Matcher, Source.OrgId, part.Sets);
        }
        finally
        {
            _hasStopped = true;
            Stopped?.Invoke();
        }
    }

    /// <summary>The conditions of a rule, to be read off what was measured.</summary>
    internal ConditionReading ReadingOf(int rule) => _readings.GetOrAdd(
        rule, static (index, plan) => ConditionReading.Of(plan.Rules[index].Conditions, leaf => plan.Record.Find(Measurement.Of(leaf).Key)), this);

    private async Task<PlanResult> RunAsync(EvaluationSubject subject, PoolUse use, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_byItemType.TryGetValue(subject.Type.Id, out var runs))
        {
            return Nothing(subject);
        }

        // An item that is tried alone has everybody wait, and no code of an author's that is named runs on the thread at hand: there is nothing to have a place for.
        return Naming.Current is { } naming
            ? await runs.Rent().Begin(subject, _time.GetUtcNow(), cancellationToken, naming).ExecuteAsync().ConfigureAwait(false)
            : await PoolPlaces.RunAsync(Signals, Source.OrgId, use, Begin, cancellationToken).ConfigureAwait(false);

        (Func<Task<PlanResult>> Run, Task<PlanResult> Elsewhere) Begin()
        {
            var run = runs.Rent().Begin(subject, _time.GetUtcNow(), cancellationToken);
            return (() => run.ExecuteAsync().AsTask(), run.WhenTaken);
        }
    }

    private PlanResult Nothing(EvaluationSubject subject) => new(this, subject, _time.GetUtcNow(), MeasuredTable.Empty, [], 0, null);
}
