using System.Globalization;
using Coop.Engine.Actions;
using Coop.Engine.Banks;
using Coop.Engine.Deciding;
using Coop.Engine.Plan;
using Coop.Engine.Rules;
using Coop.Engine.Rules.Conditions;
using Coop.Engine.Signals;
using Coop.Integrations;
using Coop.Tests.Rules;
using Coop.Tests.Support;

namespace Coop.Tests.Plan;

/// <summary>
/// Rules, banks, signals and items made up from a seed: few values of everything, so that things meet. Signals answer by a function of what they are asked, which the
/// interpreter asks as well.
/// </summary>
internal sealed class RandomRules
{
    private static readonly string[] Words = ["a", "bad", "c d", "", "7", "HIGH", "true"];
    private static readonly string[] Dates = ["2026-01-01", "2026-01-02T03:04:05Z", "2025-12-26T03:04:05.000Z", "2026-01-09"];
    private static readonly string[] DateThresholds = [.. Dates, "now", "now-7d", "now+1w", "now-24h", "now-3m"];
    private static readonly SignalOutputType[] Outputs =
        [SignalOutputType.Boolean, SignalOutputType.Number, SignalOutputType.Text, SignalOutputType.Enum(true, "LOW", "MEDIUM", "HIGH"), SignalOutputType.Of(ScalarType.Datetime)];

    private static readonly double?[] Costs = [0, 0, 0, 1, 1, 2.5, 20, null];

    private readonly Random _random;
    private readonly int _salt;
    private readonly Dictionary<LeafCondition, UInt128> _keys = new(ReferenceEqualityComparer.Instance);

    public RandomRules(int seed)
    {
        _random = new Random(seed);
        _salt = seed;
        World = new World();
        for (var i = 0; i < 6; i++)
        {
            var descriptor = ScriptedSignal.Describe($"S{i}", Outputs[_random.Next(Outputs.Length)], SignalInputType.String, SignalInputType.Number, SignalInputType.FullItem)
                with
            { Cost = Costs[_random.Next(Costs.Length)], NeedsMatchingValues = i >= 4 };
            Descriptors.Add(descriptor.Id, i >= 4 ? descriptor with { OutputType = SignalOutputType.Boolean } : descriptor);
            var signal = Descriptors[descriptor.Id];
            World.Signals.Add(i == 5 ? new RandomMatcher(signal, Result) : new ScriptedSignal(signal, input => Result(signal, input.Value, input.MatchingValues?.Strings ?? [])));
        }

        World.Banks.AddRange([Bank("b1", "bad", "x"), Bank("b2", "x", "bad"), Bank("empty"), Bank("b3", "c")]);
        World.Actions.AddRange(((string[])["delete", "warn"]).Select(id => new ModerationAction { Id = id, OrgId = World.OrgId, Name = id, Type = ActionType.EnqueueToMrt }));
        for (var i = _random.Next(1, 7); i > 0; i--)
        {
            World.Rules.Add(Rule(i));
        }
    }

    public World World { get; }

    public Dictionary<string, SignalDescriptor> Descriptors { get; } = [];

    public Interpreter Interpreter() => new(Descriptors, World.Banks, Answer, "1.2.3", World.Now);

    public EvaluationSubject Subject()
    {
        if (_random.Next(12) == 0)
        {
            return EvaluationSubject.Identifier("u1", _random.Next(2) == 0 ? World.Person : World.Post);
        }

        var fields = new List<string>();
        Field("text", () => Quoted(Word()));
        Field("tags", () => $"[{string.Join(',', Enumerable.Range(0, _random.Next(4)).Select(_ => Quoted(Word())))}]");
        Field("labels", () => $"{{ \"k\": {Quoted(Word())} }}");
        Field("count", () => Number());
        Field("counts", () => $"[{string.Join(',', Enumerable.Range(0, _random.Next(4)).Select(_ => Number()))}]");
        Field("flag", () => _random.Next(2) == 0 ? "true" : "false");
        Field("author", () => """{ "id": "u1", "typeId": "person" }""");
        Field("made", () => Quoted(Dates[_random.Next(Dates.Length)]));
        return World.Item($"{{ {string.Join(',', fields)} }}", _random.Next(6) == 0 ? World.Comment : World.Post);

        void Field(string name, Func<string> value)
        {
            if (_random.Next(4) > 0)
            {
                fields.Add($"\"{name}\": {value()}");
            }
        }
    }

    /// <summary>Made once for each condition, because that takes longer than judging it.</summary>
    public UInt128 KeyOf(LeafCondition leaf)
    {
        if (!_keys.TryGetValue(leaf, out var key))
        {
            _keys.Add(leaf, key = Measurement.Of(leaf).Key);
        }

        return key;
    }

    /// <summary>Some of them.</summary>
    public string[] SomeOf(IEnumerable<string> ids) => [.. ids.Where(_ => _random.Next(3) == 0)];

    /// <summary>One rule anew, another gone, a bank with other content: what an edit does.</summary>
    public void Edit()
    {
        var at = _random.Next(World.Rules.Count);
        World.Rules[at] = Rule(at) with { Id = World.Rules[at].Id, Version = $"v{_random.Next()}" };
        World.Banks[0] = Bank("b1", _random.Next(2) == 0 ? ["bad", "x"] : ["a", "true"]);
    }

    private static MatchingBank Bank(string id, params string[] strings) => new() { Id = id, OrgId = World.OrgId, Name = id, Type = BankType.String, Strings = strings };

    private static string Quoted(string text) => $"\"{text}\"";

    private Rule Rule(int number) => new()
    {
        Id = $"rule-{number}",
        OrgId = World.OrgId,
        Name = $"Rule {number}",
        Status = _random.Next(4) == 0 ? RuleStatus.Background : _random.Next(8) == 0 ? RuleStatus.Draft : RuleStatus.Live,
        ItemTypeIds = _random.Next(4) == 0 ? ["post"] : ["post", "comment", "person"],
        Conditions = Set(_random.Next(3)),
        Actions = [.. SomeOf(["delete", "warn", "gone"]).Select(id => new RuleAction(id))],
        PolicyIds = SomeOf(["p1", "p2"]),
        OnUnknown = _random.Next(2) == 0 ? OnUnknown.Review : OnUnknown.Skip,
        ExpirationTime = _random.Next(6) switch { 0 => World.Now, 1 => World.Now.AddTicks(1), _ => null },
        MaxDailyActions = _random.Next(2) == 0 ? 3 : null,
        CreatedAt = World.Now,
        UpdatedAt = World.Now,
        Version = "2026-01-02T03:04:05.0000000Z",
    };

    private ConditionSet Set(int depth) => new(
        (Conjunction)_random.Next(3), [.. Enumerable.Range(0, _random.Next(1, 5)).Select(_ => depth == 0 ? (Condition)Leaf() : Set(depth - 1))]);

    private LeafCondition Leaf()
    {
        var input = Input();
        var isDate = input is ConditionInput.Field { Name: "made" };
        if (_random.Next(12) == 0)
        {
            return new LeafCondition { Input = input, Comparator = Comparator.IsNotProvided };
        }

        var signal = isDate || _random.Next(3) == 0 ? null : new ConditionSignal($"S{_random.Next(7)}", Subcategory: _random.Next(8) == 0 ? "sub" : null);
        var comparator = _random.Next(5) == 0 ? (Comparator?)null : (Comparator)_random.Next(7);
        return new LeafCondition
        {
            Input = input,
            Signal = signal,
            MatchingValues = signal?.Id is "S4" or "S5" && _random.Next(8) > 0 ? MatchingValues() : null,
            Comparator = comparator,
            Threshold = comparator is null or Comparator.IsUnavailable || _random.Next(10) == 0 ? (SignalScore?)null : Threshold(isDate || _random.Next(6) == 0),
            Quantifier = (Quantifier)_random.Next(3),
            Fallback = _random.Next(2) == 0 ? null : (Fallback)_random.Next(3),
        };
    }

    private ConditionInput Input() => _random.Next(12) switch
    {
        0 => new ConditionInput.User(),
        1 => new ConditionInput.WholeItem(_random.Next(2) == 0 ? null : ["post"]),
        2 => new ConditionInput.Aggregate(CoopInput.AllText),
        3 => new ConditionInput.Derived(new ConditionInput.Aggregate(CoopInput.AnyVideo), "VIDEO_TRANSCRIPTION"),
        4 => new ConditionInput.Aggregate(CoopInput.AuthorUser),
        var field => new ConditionInput.Field(((string[])["text", "tags", "labels", "count", "counts", "flag", "made"])[field - 5], "post"),
    };

    private ConditionMatchingValues MatchingValues() => new()
    {
        Strings = _random.Next(2) == 0 ? null : SomeOf(["bad", "a", "x"]),
        TextBankIds = _random.Next(3) == 0 ? null : SomeOf(["b1", "b2", "empty", "b3", "missing"]),
    };

    private SignalScore Threshold(bool isDate) => isDate ? DateThresholds[_random.Next(DateThresholds.Length)]
        : _random.Next(2) == 0 ? double.Parse(Number(), CultureInfo.InvariantCulture) : Word();

    private string Word() => Words[_random.Next(Words.Length)];

    private string Number() => (_random.Next(4) / 2.0).ToString(CultureInfo.InvariantCulture);

    /// <summary>By a hash of what is asked, the same in every process.</summary>
    private int Chance(SignalDescriptor signal, ScalarValue? value, IReadOnlyList<string> texts)
    {
        var hash = 2166136261u + (uint)_salt;
        foreach (var letter in $"{signal.Id}|{value}|{string.Join('|', texts)}")
        {
            hash = (hash ^ letter) * 16777619u;
        }

        return (int)((hash ^ (hash >> 15)) & 0xff);
    }

    /// <summary>What the host should make of <see cref="Result"/>.</summary>
    private SignalOutcome Answer(SignalDescriptor signal, ScalarValue? value, IReadOnlyList<string> texts)
    {
        var type = value is { } given ? (SignalInputType)given.Type : SignalInputType.FullItem;
        if (!signal.EligibleInputs.Contains(type))
        {
            return SignalOutcome.Failed(
                FailureKind.Refused,
                $"Invalid input type to signal. {signal.Id} takes STRING, NUMBER, FULL_ITEM; the value is {Coop.Engine.WireNames.Of(type)}.");
        }

        try
        {
            var result = Result(signal, value, texts);
            return result.NotApplicableReason is { } reason ? SignalOutcome.NotApplicable(reason) : SignalOutcome.Scored(result.Score, result.MatchedValue, result.Detail);
        }
        catch (SignalException error)
        {
            return SignalOutcome.Failed(FailureKind.Unavailable, error.Message, error.RetryAfter);
        }
    }

    private SignalResult Result(SignalDescriptor signal, ScalarValue? value, IReadOnlyList<string> texts)
    {
        var chance = Chance(signal, value, texts);
        if (chance % 8 == 0)
        {
            throw new SignalException(SignalErrorKind.Unavailable, $"{signal.Id} is down.", chance % 16 == 0 ? TimeSpan.FromTicks(chance) : null);
        }

        if (signal.NeedsMatchingValues)
        {
            var found = texts.FirstOrDefault(text => value?.ToString().Contains(text, StringComparison.Ordinal) == true);
            return SignalResult.Scored(found is not null, found);
        }

        if (chance % 8 == 1)
        {
            return SignalResult.NotApplicable("Not about that.");
        }

        var detail = chance % 3 == 0 ? "because" : null;
        return signal.OutputType switch
        {
            { EnumValues: { } values } => SignalResult.Scored(values[chance / 16 % values.Count], null, detail),
            { ScalarType: ScalarType.Boolean } => SignalResult.Scored((chance & 16) != 0, null, detail),
            { ScalarType: ScalarType.Number } => SignalResult.Scored(chance / 16 % 4 / 2.0, null, detail),
            { ScalarType: ScalarType.Datetime } => SignalResult.Scored(Dates[chance / 16 % Dates.Length], null, detail),
            _ => SignalResult.Scored(Words[chance / 16 % Words.Length], null, detail),
        };
    }

    /// <summary>Answers for all sets at once, as it does for each.</summary>
    private sealed class RandomMatcher(SignalDescriptor descriptor, Func<SignalDescriptor, ScalarValue?, IReadOnlyList<string>, SignalResult> result) : IMultiMatchSignal
    {
        public SignalDescriptor Descriptor => descriptor;

        public ValueTask<SignalResult> RunAsync(SignalInput input, CancellationToken cancellationToken) => ValueTask.FromResult(result(descriptor, input.Value, input.MatchingValues!.Strings));

        public IMultiMatcher Compile(IReadOnlyList<MatchingValues> sets) => new Compiled(this, sets);

        private sealed class Compiled(RandomMatcher signal, IReadOnlyList<MatchingValues> sets) : IMultiMatcher
        {
            public SignalResult NoMatch => SignalResult.Scored(false);

            public void Match(ScalarValue value, IMultiMatches matches)
            {
                for (var set = 0; set < sets.Count; set++)
                {
                    try
                    {
                        var running = signal.RunAsync(new SignalInput { OrgId = "", SignalId = "", Value = value, MatchingValues = sets[set] }, default);
                        if (running.IsCompleted && running.Result is { Score: var score } found && score.AsBoolean())
                        {
                            matches.Add(set, found);
                        }
                    }
                    catch (SignalException error)
                    {
                        matches.Fail(set, error);
                    }
                }
            }
        }
    }
}
