using System.Globalization;
using Coop.Engine.Rules.Conditions;
using Coop.Integration.Text.Keywords;

namespace Coop.Bench.Rules;

/// <summary>The rules and keywords that the plan is measured with, and the server: the same wherever they are made, since each comes from a seed.</summary>
internal static class CaseRules
{
    private const int Keywords = 100_000;

    public static string SignalId(int number) => string.Create(CultureInfo.InvariantCulture, $"FREE_{number:000}");

    /// <returns>By bank, its keywords; 100 000 in all.</returns>
    public static List<string[]> Banks(int banks, Random random) => [.. Enumerable.Range(0, banks).Select(_ => Bank(Keywords / banks, random))];

    public static string[] Bank(int keywords, Random random) => [.. Enumerable.Range(0, keywords).Select(_ => Word(random, 7, 14))];

    /// <param name="bank">Looked for by the last condition; null for none.</param>
    public static ConditionSet Conditions(int rule, int conditions, int signals, string itemTypeId, string? bank, Random random)
    {
        var leaves = Enumerable.Range(0, bank is null ? conditions : conditions - 1).Select(condition =>
        {
            // About half of the conditions hold, so that one rule in thirty-two of five would match; one in a thousand does.
            var signal = (rule * conditions + condition) % signals;
            var threshold = rule % 1_000 == 0 ? 0 : Math.Round((signal / 100.0) + random.NextDouble() - 0.5, 2);
            return (Condition)(condition == 0 && rule % 1_000 != 0
                ? Leaf(signal, itemTypeId, Comparator.LessThan, 0)
                : Leaf(signal, itemTypeId, Comparator.GreaterThanOrEquals, threshold));
        }).ToList();
        if (bank is not null)
        {
            leaves.Add(new LeafCondition
            {
                Input = new ConditionInput.Aggregate(CoopInput.AllText),
                Signal = new ConditionSignal(ContainsTextSignal.Id),
                MatchingValues = new ConditionMatchingValues { TextBankIds = [bank] },
            });
        }

        return new ConditionSet(Conjunction.And, leaves);
    }

    public static LeafCondition Leaf(int signal, string itemTypeId, Comparator comparator, double threshold) => new()
    {
        Input = new ConditionInput.Field("text", itemTypeId),
        Signal = new ConditionSignal(SignalId(signal)),
        Comparator = comparator,
        Threshold = threshold,
    };

    public static string Word(Random random, int shortest, int longest) =>
        string.Create(random.Next(shortest, longest), random, static (letters, made) =>
        {
            for (var i = 0; i < letters.Length; i++)
            {
                letters[i] = (char)('a' + made.Next(26));
            }
        });
}
