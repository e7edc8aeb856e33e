using System.Globalization;
using Coop.Engine.Actions;
using Coop.Engine.Banks;
using Coop.Engine.Deciding;
using Coop.Engine.Plan;
using Coop.Engine.Rules;
using Coop.Engine.Rules.Conditions;
using Coop.Engine.Signals;
using Coop.Integrations;

namespace Coop.Tests.Plan;

/// <summary>
/// The rules as docs/rules.md tells them, one condition after the other, with nothing shared, nothing compiled and nothing clever. Written apart from the engine: where the
/// two differ, one of them is wrong.
/// </summary>
/// <param name="signals">The installed signals by id.</param>
/// <param name="answer">What a signal makes of what it is asked.</param>
/// <param name="version">The version of every integration.</param>
internal sealed class Interpreter(
    IReadOnlyDictionary<string, SignalDescriptor> signals, IReadOnlyList<MatchingBank> banks,
    Func<SignalDescriptor, Asked, SignalOutcome> answer, string version, DateTimeOffset now)
{
    private static readonly ConditionOutcome[] False = [ConditionOutcome.Failed, ConditionOutcome.Inapplicable];

    /// <summary>Why people are asked for, in the order in which conditions were reached.</summary>
    public List<string> Reviews { get; } = [];

    /// <param name="wasMeasured">Whether there is an answer: what cost something may have become needless before there was.</param>
    public ConditionTrace Explain(Condition condition, EvaluationSubject subject, Func<LeafCondition, bool> wasMeasured) =>
        condition is ConditionSet set ? Explain(set, subject, wasMeasured) : Explain((LeafCondition)condition, subject, wasMeasured);

    private SetTrace Explain(ConditionSet set, EvaluationSubject subject, Func<LeafCondition, bool> wasMeasured)
    {
        var traces = set.Conditions.Select(NotRun).ToArray();
        var outcomes = new List<ConditionOutcome>();
        var all = true;
        foreach (var index in Enumerable.Range(0, traces.Length).OrderBy(i => CostOf(set.Conditions[i])))
        {
            traces[index] = Explain(set.Conditions[index], subject, wasMeasured);
            if (traces[index].Outcome is not { } outcome)
            {
                all = false;
                continue;
            }

            outcomes.Add(outcome);
            if (set.Conjunction switch
            {
                Conjunction.And => False.Contains(outcome),
                Conjunction.Or => outcome == ConditionOutcome.Passed,
                _ => outcomes.Count(each => each == ConditionOutcome.Passed) == 2,
            })
            {
                return new SetTrace(set.Conjunction, traces) { Outcome = set.Conjunction == Conjunction.Xor ? ConditionOutcome.Failed : outcome };
            }
        }

        var isUnknown = outcomes.Contains(ConditionOutcome.Errored);
        var passed = outcomes.Count(each => each == ConditionOutcome.Passed);
        var isTrue = set.Conjunction switch { Conjunction.And => true, Conjunction.Or => false, _ => passed == 1 };
        return new SetTrace(set.Conjunction, traces) { Outcome = !all ? null : isUnknown ? ConditionOutcome.Errored : isTrue ? ConditionOutcome.Passed : ConditionOutcome.Failed };
    }

    private static ConditionTrace NotRun(Condition condition) =>
        condition is ConditionSet set ? new SetTrace(set.Conjunction, [.. set.Conditions.Select(NotRun)]) : new LeafTrace((LeafCondition)condition);

    private double CostOf(Condition condition) => condition switch
    {
        ConditionSet set => set.Conditions.Sum(CostOf),
        LeafCondition { Input: ConditionInput.Derived } => double.PositiveInfinity,
        LeafCondition { Signal: { } signal } => signals.GetValueOrDefault(signal.Id)?.Cost ?? double.PositiveInfinity,
        _ => 0,
    };

    private LeafTrace Explain(LeafCondition leaf, EvaluationSubject subject, Func<LeafCondition, bool> wasMeasured)
    {
        if (!wasMeasured(leaf))
        {
            return new LeafTrace(leaf);
        }

        var trace = Judge(leaf, subject);
        switch (trace.Outcome, leaf.Fallback)
        {
            case (ConditionOutcome.Errored, Fallback.Match):
                return trace with { Outcome = ConditionOutcome.Passed, UsedFallback = true };
            case (ConditionOutcome.Errored, Fallback.NoMatch):
                return trace with { Outcome = ConditionOutcome.Failed, UsedFallback = true };
            case (ConditionOutcome.Errored, Fallback.Review):
                Reviews.Add($"{leaf.Signal?.Id ?? "A condition"} gave no answer: {trace.Failure!.Reason}");
                return trace with { UsedFallback = true };
            default:
                return trace;
        }
    }

    private LeafTrace Judge(LeafCondition leaf, EvaluationSubject subject)
    {
        if (leaf.Input is ConditionInput.Derived derived)
        {
            return Together(leaf.Quantifier, [OfValue(leaf, SignalOutcome.Failed(FailureKind.Missing, $"No installed integration offers the derivation {derived.DerivationType}."), null, null)]);
        }

        var values = Select(leaf.Input, subject, out var isWhole);
        if (leaf.Comparator == Comparator.IsNotProvided)
        {
            return new LeafTrace(leaf) { Outcome = values is null && !isWhole ? ConditionOutcome.Passed : ConditionOutcome.Failed };
        }

        if (isWhole ? false : values is null || values.Count == 0)
        {
            return new LeafTrace(leaf) { Outcome = ConditionOutcome.Inapplicable };
        }

        var each = new List<LeafTrace>();
        if (leaf.Signal is null)
        {
            each.AddRange(isWhole
                ? [OfValue(leaf, SignalOutcome.Failed(FailureKind.Refused, "A whole item can only be judged by a signal, and the condition names none."), null, null)]
                : values!.Select(value => OfValue(leaf, SignalOutcome.Scored(ScoreOf(value)), value.Type == ScalarType.Datetime ? SignalOutputType.Of(ScalarType.Datetime) : null, null)));
        }
        else if (!signals.TryGetValue(leaf.Signal.Id, out var signal))
        {
            each.Add(OfValue(leaf, SignalOutcome.Failed(FailureKind.Missing, $"Signal not found. No active integration offers {leaf.Signal.Id}."), null, null));
        }
        else
        {
            var texts = signal.NeedsMatchingValues ? Texts(leaf.MatchingValues) : [];
            each.AddRange(signal.NeedsMatchingValues && texts.Count == 0
                ? [OfValue(leaf, SignalOutcome.Failed(FailureKind.Refused, "Invalid matching values. The condition names none, or only banks that are gone or empty."), null, null) with { IntegrationVersion = version }]
                : (isWhole ? [null] : values!.Select(value => (ScalarValue?)value)).Select(value => new Asked(value, texts, leaf.Signal.Subcategory, leaf.Signal.Args?.GetRawText()))
                    .Select(asked => OfValue(leaf, answer(signal, asked), signal.OutputType, TimeSpan.Zero) with { IntegrationVersion = version }));
        }

        return Together(leaf.Quantifier, each);
    }

    private static LeafTrace Together(Quantifier quantifier, List<LeafTrace> each)
    {
        var settles = quantifier == Quantifier.All ? ConditionOutcome.Failed : ConditionOutcome.Passed;
        var order = new[] { settles, ConditionOutcome.Errored, settles == ConditionOutcome.Passed ? ConditionOutcome.Failed : ConditionOutcome.Passed, ConditionOutcome.Inapplicable };
        var decisive = order.Select(wanted => each.Find(trace => trace.Outcome == wanted)).First(found => found is not null)!;
        return quantifier == Quantifier.None && decisive.Outcome is (ConditionOutcome.Passed or ConditionOutcome.Failed)
            ? decisive with { Outcome = decisive.Outcome == ConditionOutcome.Passed ? ConditionOutcome.Failed : ConditionOutcome.Passed }
            : decisive;
    }

    private LeafTrace OfValue(LeafCondition leaf, SignalOutcome outcome, SignalOutputType? type, TimeSpan? elapsed)
    {
        var trace = new LeafTrace(leaf) { MatchedValue = outcome.MatchedValue, Detail = outcome.Detail, Failure = outcome.Failure, Elapsed = elapsed };
        if (outcome.Kind == SignalOutcomeKind.NotApplicable)
        {
            return trace with { Outcome = ConditionOutcome.Inapplicable };
        }

        if (outcome.Kind == SignalOutcomeKind.Failed)
        {
            return trace with { Outcome = leaf.Comparator == Comparator.IsUnavailable ? ConditionOutcome.Passed : ConditionOutcome.Errored };
        }

        trace = trace with { Score = outcome.Score.ToString() };
        if (leaf.Comparator == Comparator.IsUnavailable)
        {
            return trace with { Outcome = ConditionOutcome.Failed };
        }

        if (leaf.Comparator is not { } comparator || leaf.Threshold is not { } threshold)
        {
            var text = outcome.Score.ToString();
            var isTrue = outcome.Score.Kind switch { SignalScoreKind.Boolean => text == "true", SignalScoreKind.Number => outcome.Score.AsNumber() != 0, _ => text != "" };
            return trace with { Outcome = isTrue ? ConditionOutcome.Passed : ConditionOutcome.Failed };
        }

        if (Compare(outcome.Score, threshold, type) is not { } order)
        {
            return trace with
            {
                Outcome = ConditionOutcome.Errored,
                Failure = new SignalFailure(FailureKind.Refused, $"The score cannot be compared with the threshold '{threshold}'. Correct the rule."),
            };
        }

        var holds = comparator switch
        {
            Comparator.Equals => order == 0,
            Comparator.NotEqualTo => order != 0,
            Comparator.LessThan => order < 0,
            Comparator.LessThanOrEquals => order <= 0,
            Comparator.GreaterThan => order > 0,
            _ => order >= 0,
        };
        return trace with { Outcome = holds ? ConditionOutcome.Passed : ConditionOutcome.Failed };
    }

    private int? Compare(SignalScore score, SignalScore threshold, SignalOutputType? type)
    {
        var text = threshold.ToString();
        double? number = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) && threshold.Kind is SignalScoreKind.Number or SignalScoreKind.Text ? parsed : null;
        switch (score.Kind)
        {
            case SignalScoreKind.Number:
                return number is { } limit ? score.AsNumber().CompareTo(limit) : null;
            case SignalScoreKind.Boolean:
                bool? wanted = threshold.Kind == SignalScoreKind.Number ? threshold.AsNumber() != 0 : text.ToUpperInvariant() switch { "TRUE" or "1" => true, "FALSE" or "0" or "" => false, _ => null };
                return wanted is { } flag ? score.AsBoolean().CompareTo(flag) : null;
        }

        if (type?.EnumValues is null && type?.ScalarType == ScalarType.Datetime)
        {
            return Instant(score.AsText()) is { } one && Instant(text) is { } other ? one.CompareTo(other) : null;
        }

        if (threshold.Kind == SignalScoreKind.Number)
        {
            return double.TryParse(score.AsText(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value.CompareTo(threshold.AsNumber()) : null;
        }

        if (type is { IsOrdered: true, EnumValues: { } values })
        {
            var (left, right) = (values.ToList().IndexOf(score), values.ToList().IndexOf(threshold));
            return left < 0 || right < 0 ? null : left.CompareTo(right);
        }

        return string.CompareOrdinal(score.AsText(), text);
    }

    private DateTimeOffset? Instant(string text)
    {
        if (text.StartsWith("now", StringComparison.Ordinal))
        {
            var amount = text.Length > 3 ? int.Parse(text[3..^1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : 0;
            return text[^1] switch { 'd' => now.AddDays(amount), 'h' => now.AddHours(amount), 'w' => now.AddDays(7 * amount), 'm' => now.AddMinutes(amount), _ => now };
        }

        return text.Length >= 10 && text[4] == '-' && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;
    }

    private static SignalScore ScoreOf(ScalarValue value) => value.Type switch
    {
        ScalarType.Number => value.AsNumber(),
        ScalarType.Boolean => value.AsBoolean(),
        _ => value.ToString(),
    };

    private List<string> Texts(ConditionMatchingValues? wanted)
    {
        var texts = new List<string>(wanted?.Strings ?? []);
        foreach (var id in wanted?.TextBankIds ?? [])
        {
            texts.AddRange(banks.Where(bank => bank.Id == id).SelectMany(bank => bank.Strings));
        }

        return [.. texts.Distinct(StringComparer.Ordinal)];
    }

    private static List<ScalarValue>? Select(ConditionInput input, EvaluationSubject subject, out bool isWhole)
    {
        var (item, type) = (subject.Item, subject.Type);
        isWhole = input is ConditionInput.WholeItem whole && item is not null && whole.ItemTypeIds?.Contains(type.Id) != false;
        var author = item?.Creator is { } creator ? new List<ScalarValue> { ScalarValue.Reference(ScalarType.UserId, creator) } : null;
        return input switch
        {
            ConditionInput.Field field => field.ItemTypeId == type.Id && item is not null && item.Values.TryGetValue(field.Name, out var values) ? [.. values] : null,
            ConditionInput.User when item is null => type.Kind == ItemTypeKind.User ? [ScalarValue.Reference(ScalarType.UserId, new ItemReference(subject.ItemId, type.Id))] : null,
            ConditionInput.User or ConditionInput.Aggregate { Input: CoopInput.AuthorUser } => author,
            ConditionInput.Aggregate { Input: CoopInput.AllText } => item is null ? null : [ScalarValue.Text(string.Join(' ', AllOf(ScalarType.String)))],
            ConditionInput.Aggregate { Input: CoopInput.AnyImage } => item is null ? null : [.. AllOf(ScalarType.Image)],
            _ => null,
        };

        IEnumerable<ScalarValue> AllOf(ScalarType wanted) =>
            type.Fields.Where(field => field.Type == wanted).SelectMany(field => item!.Values.TryGetValue(field.Name, out var values) ? values : []);
    }

    /// <summary>What live rules that match set going: for each action the rules that take it and their policies.</summary>
    public static IReadOnlyList<(string ActionId, string Rules, string Policies, bool IsGone)> Actions(IEnumerable<Rule> matched, IReadOnlyList<ModerationAction> actions)
    {
        var live = matched.Where(rule => rule.Status == RuleStatus.Live).ToList();
        return [.. live.SelectMany(rule => rule.Actions).Select(action => action.ActionId).Distinct().Select(id =>
        {
            var takers = live.Where(rule => rule.Actions.Any(action => action.ActionId == id)).ToList();
            return (id, string.Join(',', takers.Select(rule => rule.Id)), string.Join(',', takers.SelectMany(rule => rule.PolicyIds).Distinct()), actions.All(action => action.Id != id));
        })];
    }
}
