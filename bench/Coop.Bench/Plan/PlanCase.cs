using System.Globalization;
using System.Text;
using System.Text.Json;
using Coop.Engine.Banks;
using Coop.Engine.Integrations;
using Coop.Engine.Items;
using Coop.Engine.Plan;
using Coop.Engine.Rules;
using Coop.Engine.Rules.Conditions;
using Coop.Integration.Text.Keywords;
using Coop.Integrations;
using Coop.Tests.Support;

namespace Coop.Bench.Plan;

/// <summary>Rules of one size, and an item of 1 KB of text that few of them match.</summary>
internal sealed class PlanCase
{
    private const string OrgId = "org";

    private static readonly ItemType Post = new()
    {
        Id = "post",
        OrgId = OrgId,
        Name = "Post",
        Kind = ItemTypeKind.Content,
        Version = "1",
        Fields = [new ItemField("text", ScalarType.String, true)],
    };

    public required string Name { get; init; }

    public required RulesetSource Source { get; init; }

    public required IReadOnlyList<ISignal> Signals { get; init; }

    public required EvaluationSubject Subject { get; init; }

    /// <param name="banks">Of keywords, 100 000 in all; each rule looks for those of one. None when 0.</param>
    /// <param name="slow">How long a signal takes; then it is not free.</param>
    public static PlanCase Of(string name, int rules, int conditions, int signals, int banks = 0, TimeSpan slow = default)
    {
        List<ISignal> offered = [.. Enumerable.Range(0, signals).Select(number => new StubSignal(number, slow > TimeSpan.Zero ? 1 : 0, slow)), new ContainsTextSignal(negated: false)];
        var random = new Random(7);
        var kept = Enumerable.Range(0, banks).Select(bank => new MatchingBank
        {
            Id = $"bank-{bank}",
            OrgId = OrgId,
            Name = $"Bank {bank}",
            Type = BankType.String,
            Strings = [.. Enumerable.Range(0, 100_000 / banks).Select(_ => Word(random, 7, 14))],
        }).ToList();
        return new PlanCase
        {
            Name = name,
            Signals = offered,
            Source = new RulesetSource
            {
                OrgId = OrgId,
                Rules = [.. Enumerable.Range(0, rules).Select(rule => Rule(rule, conditions, signals, banks, random))],
                Banks = kept,
                Catalogue = new IntegrationCatalogue([Offered.By("BENCH", offered)]),
            },
            Subject = SubjectOf(random),
        };
    }

    /// <summary>One rule is another: as an edit leaves it.</summary>
    public RulesetSource Edited()
    {
        var rules = Source.Rules.ToArray();
        var conditions = rules[^1].Conditions;
        rules[^1] = rules[^1] with { Version = "edited", Conditions = conditions with { Conditions = [.. conditions.Conditions, Leaf("STUB_0", Comparator.LessThan, 0.123)] } };
        return Source with { Rules = rules };
    }

    private static Rule Rule(int number, int conditions, int signals, int banks, Random random)
    {
        var leaves = Enumerable.Range(0, banks > 0 ? conditions - 1 : conditions).Select(condition =>
        {
            // About half of the conditions hold, so that one rule in thirty-two of five would match; one in a thousand does.
            var signal = (number * conditions + condition) % signals;
            var threshold = number % 1_000 == 0 ? 0 : Math.Round((signal / 100.0) + random.NextDouble() - 0.5, 2);
            return (Condition)Leaf($"STUB_{signal}", condition == 0 && number % 1_000 != 0 ? Comparator.LessThan : Comparator.GreaterThanOrEquals, condition == 0 && number % 1_000 != 0 ? 0 : threshold);
        }).ToList();
        if (banks > 0)
        {
            leaves.Add(new LeafCondition
            {
                Input = new ConditionInput.Aggregate(CoopInput.AllText),
                Signal = new ConditionSignal(ContainsTextSignal.Id),
                MatchingValues = new ConditionMatchingValues { TextBankIds = [$"bank-{number % banks}"] },
            });
        }

        return new Rule
        {
            Id = new Guid(number, 0, 0, new byte[8]).ToString("n"),
            OrgId = OrgId,
            Name = $"Rule {number}",
            Status = RuleStatus.Live,
            ItemTypeIds = ["post"],
            Conditions = new ConditionSet(Conjunction.And, leaves),
            CreatedAt = DateTimeOffset.UnixEpoch,
            UpdatedAt = DateTimeOffset.UnixEpoch,
            Version = DateTimeOffset.UnixEpoch.AddTicks(number).UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        };
    }

    private static LeafCondition Leaf(string signal, Comparator comparator, double threshold) => new()
    {
        Input = new ConditionInput.Field("text", "post"),
        Signal = new ConditionSignal(signal),
        Comparator = comparator,
        Threshold = threshold,
    };

    private static EvaluationSubject SubjectOf(Random random)
    {
        var text = new StringBuilder();
        while (text.Length < 1_000)
        {
            text.Append(Word(random, 3, 9)).Append(' ');
        }

        var data = JsonSerializer.SerializeToElement(new { text = text.ToString() });
        return EvaluationSubject.Of(ItemNormalization.Normalize(new ItemDraft("item", Post, data), new HashSet<string> { "post" }).Value);
    }

    private static string Word(Random random, int shortest, int longest) =>
        string.Create(random.Next(shortest, longest), random, static (letters, made) =>
        {
            for (var i = 0; i < letters.Length; i++)
            {
                letters[i] = (char)('a' + made.Next(26));
            }
        });
}
