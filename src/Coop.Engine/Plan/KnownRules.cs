using Coop.Engine.Rules;

namespace Coop.Engine.Plan;

/// <summary>Which rules of a plan are those of the plan before. A version of a rule says the same for ever, so they are found by that.</summary>
internal static class KnownRules
{
    /// <returns>By rule: its place among the rules before; −1 for one that is new or says something else.</returns>
    public static int[] Of(IReadOnlyList<Rule> rules, IReadOnlyList<Rule> before)
    {
        var places = new int[rules.Count];
        Array.Fill(places, -1);
        // Most edits leave each rule in its place, as the object that it was: then nothing is looked up.
        var at = 0;
        for (; at < rules.Count && at < before.Count && string.Equals(rules[at].Id, before[at].Id, StringComparison.Ordinal); at++)
        {
            places[at] = IsSame(rules[at], before[at]) ? at : -1;
        }

        // From here on one was added, removed or moved, and the others stand elsewhere.
        if (at == rules.Count || at == before.Count)
        {
            return places;
        }

        var byId = new Dictionary<string, int>(before.Count - at, StringComparer.Ordinal);
        for (var place = at; place < before.Count; place++)
        {
            byId.Add(before[place].Id, place);
        }

        for (; at < rules.Count; at++)
        {
            if (byId.TryGetValue(rules[at].Id, out var place) && IsSame(rules[at], before[place]))
            {
                places[at] = place;
            }
        }

        return places;
    }

    private static bool IsSame(Rule rule, Rule before) =>
        ReferenceEquals(rule, before) || (string.Equals(rule.Id, before.Id, StringComparison.Ordinal) && string.Equals(rule.Version, before.Version, StringComparison.Ordinal));
}
