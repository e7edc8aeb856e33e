using Coop.Bench.Rules;
using Coop.Engine.Rules.Conditions;

namespace Coop.Bench.Ingest;

/// <summary>The ten thousand rules that the plan is measured with, and their banks, saved on a server; and what somebody changes of them.</summary>
internal sealed class ManyRules
{
    public const int Count = 10_000;
    public const int ChangedKeywords = 10_000;

    private const int Conditions = 5;

    private readonly Subject _subject;
    private readonly string[] _banks;
    private readonly ConditionSet[] _conditions;
    private readonly string[] _ids = new string[Count];
    private readonly string[] _keywords;

    private ManyRules(Subject subject, string[] banks, Random random)
    {
        (_subject, _banks) = (subject, banks);
        _conditions = [.. Enumerable.Range(0, Count).Select(rule => CaseRules.Conditions(rule, Conditions, FreeSignals.Count, subject.TypeId, banks[rule % banks.Length], random))];
        _keywords = CaseRules.Bank(ChangedKeywords, random);
    }

    public static async Task<ManyRules> CreateAsync(Subject subject, int banks)
    {
        var random = new Random(7);
        var ids = new string[banks];
        foreach (var (bank, keywords) in CaseRules.Banks(banks, random).Index())
        {
            ids[bank] = await subject.CreateAsync("banks", Bank(bank, keywords));
        }

        var made = new ManyRules(subject, ids, random);
        await Parallel.ForAsync(0, Count, new ParallelOptions { MaxDegreeOfParallelism = 256 }, async (rule, _) => made._ids[rule] = await subject.CreateAsync("rules", made.Rule(rule, made._conditions[rule])));
        return made;
    }

    /// <summary>One of its conditions asks for another number. Answered when that is in force.</summary>
    public Task ChangeRuleAsync(int time)
    {
        var rule = Count - 1;
        var conditions = _conditions[rule].Conditions;
        return _subject.ReplaceAsync("rules", _ids[rule], Rule(rule, new ConditionSet(Conjunction.And, [CaseRules.Leaf(0, _subject.TypeId, Comparator.GreaterThanOrEquals, 2 + time), .. conditions.Skip(1)])));
    }

    /// <summary>One of its keywords is another. Answered when that is in force.</summary>
    public Task ChangeBankAsync(int time) => _subject.ReplaceAsync("banks", _banks[0], Bank(0, [$"keyword number {time}", .. _keywords.Skip(1)]));

    private static object Bank(int number, string[] keywords) => new { name = $"Bank {number}", type = "STRING", strings = keywords };

    private object Rule(int number, ConditionSet conditions) => new
    {
        name = $"Rule {number}",
        status = "LIVE",
        itemTypeIds = new[] { _subject.TypeId },
        conditions = ConditionJson.ToElement(conditions),
    };
}
