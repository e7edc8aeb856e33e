using System.Collections.Frozen;
using Coop.Engine.Deciding;
using Coop.Engine.Rules.Evaluation;

namespace Coop.Engine.Rules;

/// <summary>
/// An organisation's live and background rules, compiled against its banks and one catalogue. Immutable and thread-safe: compile a new one when
/// anything it came from changes.
/// </summary>
public sealed class Ruleset
{
    private readonly FrozenDictionary<string, CompiledRule[]> _byItemType;
    private readonly TimeProvider _time;

    private Ruleset(RulesetSource source, TimeProvider time)
    {
        (Source, _time) = (source, time);
        var compiler = new RuleCompiler(source);
        var rules = source.Rules.Where(rule => rule.Status is RuleStatus.Live or RuleStatus.Background).Select(compiler.Compile).ToList();
        _byItemType = rules.SelectMany(rule => rule.Rule.ItemTypeIds.Distinct(), (rule, typeId) => (typeId, rule))
            .GroupBy(p => p.typeId, p => p.rule, StringComparer.Ordinal)
            .ToFrozenDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);
        Limits = new EvaluationLimits();
    }

    public RulesetSource Source { get; }

    public EvaluationLimits Limits { get; init; }

    public static Ruleset Compile(RulesetSource source, TimeProvider time) => new(source, time);

    public static Ruleset Compile(RulesetSource source, TimeProvider time, EvaluationLimits limits) => new(source, time) { Limits = limits };

    /// <summary>Runs the rules of the subject's item type side by side. Throws only for the caller's cancellation.</summary>
    /// <param name="actedToday">How often rules acted today, from <see cref="IRuleQuotaStore"/>; null when no rule has a daily limit.</param>
    public async Task<RulesetEvaluation> EvaluateAsync(
        EvaluationSubject subject, IReadOnlyDictionary<string, int>? actedToday, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var now = _time.GetUtcNow();
        var rules = Array.FindAll(_byItemType.GetValueOrDefault(subject.Type.Id) ?? [], rule => MayRun(rule.Rule, now, actedToday));
        if (rules.Length == 0)
        {
            return new RulesetEvaluation(subject, now, []);
        }

        var evaluated = await RunAsync(rules, subject, cancellationToken).ConfigureAwait(false);
        if (evaluated is null)
        {
            // Somebody blocks the thread he was lent. Away from it his time limit holds, and the item gets its decision after all.
            foreach (var signal in Source.Catalogue.Signals)
            {
                signal.Distrust();
            }

            evaluated = await RunAsync(rules, subject, cancellationToken).ConfigureAwait(false)
                ?? throw new TimeoutException("The rules did not come to an end although every signal's time limit has passed.");
        }

        return new RulesetEvaluation(subject, now, evaluated);
    }

    /// <summary>Null when the time of the item passed and the rules did not notice, because a signal blocks the thread they run on.</summary>
    private async Task<RuleEvaluation[]?> RunAsync(CompiledRule[] rules, EvaluationSubject subject, CancellationToken cancellationToken)
    {
        var running = Task.Run(
            async () =>
            {
                using var state = new EvaluationState(Source, subject, Limits, _time, cancellationToken);
                return await Task.WhenAll(Array.ConvertAll(rules, rule => EvaluateAsync(rule, state))).ConfigureAwait(false);
            },
            cancellationToken);
        try
        {
            return await running.WaitAsync(Limits.ItemBudget + Limits.Grace, _time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException) when (!running.IsCompleted)
        {
            return null;
        }
    }

    /// <summary>Evaluates and decides.</summary>
    /// <param name="submissionId">Null for a dry run.</param>
    public async Task<Decision> DecideAsync(
        EvaluationSubject subject, string? submissionId, IReadOnlyDictionary<string, int>? actedToday, CancellationToken cancellationToken)
    {
        var evaluation = await EvaluateAsync(subject, actedToday, cancellationToken).ConfigureAwait(false);
        return DecisionMaking.Decide(Source, evaluation, submissionId);
    }

    private static bool MayRun(Rule rule, DateTimeOffset now, IReadOnlyDictionary<string, int>? actedToday) =>
        rule.EffectiveStatus(now) is RuleStatus.Live or RuleStatus.Background
        && !(rule.MaxDailyActions is { } most && (actedToday?.GetValueOrDefault(rule.Id) ?? 0) >= most);

    private static async Task<RuleEvaluation> EvaluateAsync(CompiledRule rule, EvaluationState state)
    {
        var reviews = new List<string>();
        var trace = await rule.Conditions.EvaluateAsync(state, reviews).ConfigureAwait(false);
        var environment = rule.Rule.Status == RuleStatus.Live ? RuleEnvironment.Live : RuleEnvironment.Background;
        return new RuleEvaluation(rule.Rule, environment, trace.Outcome!.Value, trace, reviews);
    }
}
