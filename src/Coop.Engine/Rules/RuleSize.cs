using Coop.Engine.Problems;
using Coop.Engine.Rules.Conditions;

namespace Coop.Engine.Rules;

/// <summary>
/// How large a rule may be: a number that free signals are decided under in a small part of an item's time, and no promise about slow ones. What has no answer when that time is over is unknown.
/// </summary>
internal static class RuleSize
{
    /// <summary>Of one rule. What people write by hand has a dozen; lists of words belong into banks.</summary>
    public const int MostConditions = 1_000;

    /// <summary>Of sets inside sets.</summary>
    public const int Deepest = 20;

    public static Problem? Check(ConditionSet conditions)
    {
        var (count, depth) = Measure(conditions);
        return count > MostConditions ? RuleProblems.TooLarge($"The rule has {count:N0} conditions; at most {MostConditions:N0} are allowed. Split it into several rules, or put values into a bank.")
            : depth > Deepest ? RuleProblems.TooLarge($"The rule has sets of conditions inside each other {depth} deep; the most is {Deepest}. Write it flatter, or split it into several rules.")
            : null;
    }

    private static (int Count, int Depth) Measure(Condition condition)
    {
        if (condition is not ConditionSet set)
        {
            return (1, 0);
        }

        var (count, depth) = (0, 0);
        foreach (var child in set.Conditions)
        {
            var below = Measure(child);
            (count, depth) = (count + below.Count, Math.Max(depth, below.Depth));
        }

        return (count, depth + 1);
    }
}
