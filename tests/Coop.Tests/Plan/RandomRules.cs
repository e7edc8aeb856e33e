using System.Globalization;
using System.Text.Json;
using Coop.Engine.Actions;
using Coop.Engine.Banks;
using Coop.Engine.Deciding;
using Coop.Engine.Plan;
using Coop.Engine.Rules;
using Coop.Engine.Rules.Conditions;
using Coop.Integrations;
using Coop.Tests.Rules;
using Coop.Tests.Support;

namespace Coop.Tests.Plan;

/// <summary>
/// Rules, banks, signals and items made up from a seed: few values of everything, so that things meet. What <see cref="RandomSignals"/> answer is a function of what they are asked,
/// which the interpreter asks as well.
/// </summary>
internal sealed class RandomRules
{
    /// <summary>Among the costs: what costs nothing is not measured in batches.</summary>
    private const int FirstPaid = 3;

    private static readonly string[] DateThresholds = [.. RandomSignals.Dates, "now", "now-7d", "now+1w", "now-24h", "now-3m"];
    private static readonly SignalOutputType[] Outputs =
        [SignalOutputType.Boolean, SignalOutputType.Number, SignalOutputType.Text, SignalOutputType.Enum(true, "LOW", "MEDIUM", "HIGH"), SignalOutputType.Of(ScalarType.Datetime)];

    private static readonly double?[] Costs = [0, 0, 0, 1, 1, 2.5, 20, null];
    private static readonly string?[] Subcategories = [null, null, null, null, "sub", "other"];
    private static readonly JsonElement?[] Arguments = [null, null, null, null, JsonElement.Parse("""{"k":1}"""), JsonElement.Parse("""{"k":[2,"sub"]}""")];

    private readonly Random _random;
    private readonly RandomSignals _signals;
    private readonly List<LeafCondition> _leaves = [];
    private readonly Dictionary<LeafCondition, UInt128> _keys = new(ReferenceEqualityComparer.Instance);

    public RandomRules(int seed)
    {
        _random = new Random(seed);
        World = new World { Time = new EagerWindow(World.Now) };
        _signals = new RandomSignals(seed, World.Configs);
        for (var i = 0; i < 6; i++)
        {
            var output = i >= 4 ? SignalOutputType.Boolean : Outputs[_random.Next(Outputs.Length)];
            var cost = Costs[_random.Next(i == 3 ? FirstPaid : 0, Costs.Length)];
            var signal = ScriptedSignal.Describe($"S{i}", output, SignalInputType.String, SignalInputType.Number, SignalInputType.FullItem) with { Cost = cost, NeedsMatchingValues = i >= 4 };
            Descriptors.Add(signal.Id, signal);
            World.Signals.Add(_signals.Of(signal));
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

    /// <summary>How often a signal measured several values in one call.</summary>
    public int Batches => _signals.Batches;

    public Interpreter Interpreter() => new(Descriptors, World.Banks, _signals.Expect, "1.2.3", World.Now);

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
        Field("image", () => Quoted($"https://images.example/{_random.Next(2)}.png"));
        Field("made", () => Quoted(RandomSignals.Dates[_random.Next(RandomSignals.Dates.Length)]));
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

    /// <summary>Any change of one setting, and some that change nothing.</summary>
    public void EditAnything()
    {
        var at = _random.Next(World.Rules.Count + 1);
        var isRule = at < World.Rules.Count;
        switch (_random.Next(10))
        {
            case 0:
                World.Rules.Insert(at, Rule(_random.Next(100, int.MaxValue)));
                break;
            case 1 when isRule:
                World.Rules.RemoveAt(at);
                break;
            case 2 when isRule:
                World.Rules[at] = World.Rules[at] with { Conditions = Set(_random.Next(3)), Version = NewVersion() };
                break;
            case 3 when isRule:
                World.Rules[at] = World.Rules[at] with { ItemTypeIds = _random.Next(2) == 0 ? ["comment"] : ["post", "comment", "post"], Version = NewVersion() };
                break;
            case 4 when isRule:
                World.Rules[at] = World.Rules[at] with { Status = World.Rules[at].Status == RuleStatus.Live ? RuleStatus.Draft : RuleStatus.Live, Version = NewVersion() };
                break;
            case 5 when isRule:
                // Moved, and read anew: the same rules.
                var moved = World.Rules[at];
                World.Rules.RemoveAt(at);
                World.Rules.Insert(_random.Next(World.Rules.Count + 1), moved with { });
                break;
            case 6:
                var bank = _random.Next(World.Banks.Count);
                World.Banks[bank] = Bank(World.Banks[bank].Id, SomeOf(["bad", "x", "a", "true", "c"]));
                break;
            case 7 when World.Banks.Count > 1:
                World.Banks.RemoveAt(_random.Next(World.Banks.Count));
                break;
            case 8:
                World.Actions[0] = World.Actions[0] with { Name = $"Delete {_random.Next(3)}" };
                break;
            default:
                World.Rules.Add(Rule(_random.Next(100, int.MaxValue)));
                World.Banks.RemoveAll(each => each.Id == "b1");
                World.Banks.Add(Bank("b1", "bad", Word()));
                break;
        }
    }

    private string NewVersion() => World.Now.AddTicks(_random.NextInt64(1, TimeSpan.TicksPerDay)).UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

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
        var leaf = _leaves.Count > 0 && _random.Next(5) == 0 ? AlmostAs(_leaves[_random.Next(_leaves.Count)]) : NewLeaf();
        _leaves.Add(leaf);
        return leaf;
    }

    /// <summary>One that asks the same but for one thing at most: what is told apart by too little meets here.</summary>
    private LeafCondition AlmostAs(LeafCondition leaf) => leaf.Signal is not { } signal ? leaf with { Fallback = null } : leaf with
    {
        Signal = _random.Next(2) == 0 ? signal with { Subcategory = Subcategories[_random.Next(Subcategories.Length)] } : signal with { Args = Arguments[_random.Next(Arguments.Length)] },
    };

    private LeafCondition NewLeaf()
    {
        var input = Input();
        var isDate = input is ConditionInput.Field { Name: "made" };
        if (_random.Next(12) == 0)
        {
            return new LeafCondition { Input = input, Comparator = Comparator.IsNotProvided };
        }

        var signal = isDate || _random.Next(3) == 0 ? null : new ConditionSignal($"S{_random.Next(7)}", null, Subcategories[_random.Next(Subcategories.Length)], Arguments[_random.Next(Arguments.Length)]);
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

    private ConditionInput Input() => _random.Next(13) switch
    {
        0 => new ConditionInput.User(),
        1 => new ConditionInput.WholeItem(_random.Next(2) == 0 ? null : ["post"]),
        2 => new ConditionInput.Aggregate(CoopInput.AllText),
        3 => new ConditionInput.Derived(new ConditionInput.Aggregate(CoopInput.AnyVideo), "VIDEO_TRANSCRIPTION"),
        4 => new ConditionInput.Aggregate(CoopInput.AuthorUser),
        5 => new ConditionInput.Aggregate(CoopInput.AnyImage),
        var field => new ConditionInput.Field(((string[])["text", "tags", "labels", "count", "counts", "flag", "made"])[field - 6], "post"),
    };

    private ConditionMatchingValues MatchingValues() => new()
    {
        Strings = _random.Next(2) == 0 ? null : SomeOf(["bad", "a", "x"]),
        TextBankIds = _random.Next(3) == 0 ? null : SomeOf(["b1", "b2", "empty", "b3", "missing"]),
    };

    private SignalScore Threshold(bool isDate) => isDate ? DateThresholds[_random.Next(DateThresholds.Length)]
        : _random.Next(2) == 0 ? double.Parse(Number(), CultureInfo.InvariantCulture) : Word();

    private string Word() => RandomSignals.Words[_random.Next(RandomSignals.Words.Length)];

    private string Number() => (_random.Next(4) / 2.0).ToString(CultureInfo.InvariantCulture);
}
