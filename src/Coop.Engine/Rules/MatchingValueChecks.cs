using Coop.Engine.Integrations;
using Coop.Engine.Problems;
using Coop.Engine.Rules.Conditions;
using Coop.Engine.Signals;
using Coop.Integrations;

namespace Coop.Engine.Rules;

/// <summary>
/// Asks signals what is wrong with the values that somebody writes into a rule, since only they know: a pattern that no text can be held against would otherwise be found out by
/// the items. Who does not answer is not waited for again, and refuses nothing.
/// </summary>
internal static class MatchingValueChecks
{
    /// <summary>So few that no sound list takes its signal a time limit.</summary>
    private const int MostAtOnce = 1_000;

    /// <summary>Pointers count from the draft.</summary>
    public static async Task<IReadOnlyList<Problem>> AskAsync(
        ISignalRunner signals, IntegrationCatalogue catalogue, string orgId, RuleDraft draft, CancellationToken cancellationToken)
    {
        var problems = new List<Problem>();
        if (draft.Conditions is not { } json || !ConditionJson.Read(json).TryGet(out var conditions) || RuleSize.Check(conditions) is not null)
        {
            return problems;
        }

        foreach (var (leaf, pointer) in Leaves(conditions, "/conditions"))
        {
            if (leaf is not { Signal.Id: { } id, MatchingValues: { } values } || catalogue.FindSignal(id) is not { } signal)
            {
                continue;
            }

            foreach (var (start, part, name) in Parts(values))
            {
                if (await signals.CheckAsync(signal, orgId, part, cancellationToken) is not { } errors)
                {
                    return problems;
                }

                problems.AddRange(errors.Where(error => error.Index >= 0 && error.Index < part.Strings.Count + part.Locations.Count)
                    .Select(error => RuleProblems.MatchingValues(JsonPointer.Element($"{pointer}/matchingValues/{name}", start + error.Index), error.Message)));
            }
        }

        return problems;
    }

    private static IEnumerable<(LeafCondition Leaf, string Pointer)> Leaves(Condition condition, string pointer) => condition is ConditionSet set
        ? set.Conditions.SelectMany((child, index) => Leaves(child, JsonPointer.Element(pointer + "/conditions", index)))
        : [((LeafCondition)condition, pointer)];

    private static IEnumerable<(int Start, MatchingValues Part, string Name)> Parts(ConditionMatchingValues values) => values.Strings is { Count: > 0 } strings
        ? strings.Chunk(MostAtOnce).Select((part, index) => (index * MostAtOnce, new MatchingValues { Strings = part }, "strings"))
        : (values.Locations ?? []).Chunk(MostAtOnce).Select((part, index) => (index * MostAtOnce, new MatchingValues { Locations = part }, "locations"));
}
