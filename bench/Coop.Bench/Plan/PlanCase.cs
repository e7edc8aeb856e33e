using System.Globalization;
using System.Text;
using System.Text.Json;
using Coop.Bench.Rules;
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

    public static PlanCase One() => Of("(a) 1 × 1", 1, 1, 1);

    public static PlanCase Distinct() => Of("(b) 10 × 5, 50 distinct signals", 10, 5, 50);

    public static PlanCase Shared() => Of("(c) 100 × 5, 5 shared signals", 100, 5, 5);

    public static PlanCase Large(int banks) => Of($"(d) 10 000 × 5, 50 shared, 100 000 keywords in {banks} banks", 10_000, 5, 50, banks);

    public static PlanCase Slow(TimeSpan each) => Of("(e) 1 000 × 5 on 100 slow signals", 1_000, 5, 100, slow: each);

    /// <param name="banks">Of keywords, 100 000 in all; each rule looks for those of one. None when 0.</param>
    /// <param name="slow">How long a signal takes; then it is not free.</param>
    private static PlanCase Of(string name, int rules, int conditions, int signals, int banks = 0, TimeSpan slow = default)
    {
        List<ISignal> offered = [.. Enumerable.Range(0, signals).Select(number => new StubSignal(number, slow > TimeSpan.Zero ? 1 : 0, slow)), new ContainsTextSignal(negated: false)];
        var random = new Random(7);
        var kept = CaseRules.Banks(banks, random).Select((keywords, bank) => new MatchingBank
        {
            Id = $"bank-{bank}",
            OrgId = OrgId,
            Name = $"Bank {bank}",
            Type = BankType.String,
            Strings = keywords,
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
        rules[^1] = rules[^1] with { Version = "edited", Conditions = conditions with { Conditions = [.. conditions.Conditions, CaseRules.Leaf(0, Post.Id, Comparator.LessThan, 0.123)] } };
        return Source with { Rules = rules };
    }

    private static Rule Rule(int number, int conditions, int signals, int banks, Random random) => new()
    {
        Id = new Guid(number, 0, 0, new byte[8]).ToString("n"),
        OrgId = OrgId,
        Name = $"Rule {number}",
        Status = RuleStatus.Live,
        ItemTypeIds = [Post.Id],
        Conditions = CaseRules.Conditions(number, conditions, signals, Post.Id, banks > 0 ? $"bank-{number % banks}" : null, random),
        CreatedAt = DateTimeOffset.UnixEpoch,
        UpdatedAt = DateTimeOffset.UnixEpoch,
        Version = DateTimeOffset.UnixEpoch.AddTicks(number).UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
    };

    private static EvaluationSubject SubjectOf(Random random)
    {
        var text = new StringBuilder();
        while (text.Length < 1_000)
        {
            text.Append(CaseRules.Word(random, 3, 9)).Append(' ');
        }

        var data = JsonSerializer.SerializeToElement(new { text = text.ToString() });
        return EvaluationSubject.Of(ItemNormalization.Normalize(new ItemDraft("item", Post, data), new HashSet<string> { Post.Id }).Value);
    }
}
