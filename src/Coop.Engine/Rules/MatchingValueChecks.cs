using Coop.Engine.Integrations;
using Coop.Engine.Problems;
using Coop.Engine.Rules.Conditions;
using Coop.Engine.Signals;
using Coop.Integrations;

namespace Coop.Engine.Rules;

/// <summary>
/// Asks signals what is wrong with the values that somebody writes into a rule, since only they know: a pattern that no text can be held against would otherwise be found out by
/// the items. Who does not answer is not asked again, and refuses nothing.
/// </summary>
internal sealed class MatchingValueChecks(ISignalRunner signals, TimeProvider time)
{
    /// <summary>So few that no sound list takes its signal a time limit.</summary>
    private const int MostAtOnce = 1_000;

    /// <summary>For all conditions of a rule together: somebody waits for the save.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>Pointers count from the draft.</summary>
    /// <param name="existing">The rule as it is, if there is one: stopping it asks nobody about conditions that stay as they are.</param>
    public async Task<IReadOnlyList<Problem>> AskAsync(IntegrationCatalogue catalogue, string orgId, RuleDraft draft, Rule? existing, CancellationToken cancellationToken)
    {
        var problems = new List<Problem>();
        if (draft.Conditions is not { } json || !ConditionJson.Read(json).TryGet(out var conditions) || RuleSize.Check(conditions) is not null || draft.OnlyStops(existing, conditions))
        {
            return problems;
        }

        var began = time.GetTimestamp();
        var silent = new HashSet<CatalogueSignal>();
        foreach (var (leaf, pointer) in Leaves(conditions, "/conditions"))
        {
            if (leaf is not { Signal.Id: { } id, MatchingValues: { } values } || catalogue.FindSignal(id) is not { } signal)
            {
                continue;
            }

            foreach (var (start, part, name) in Parts(values))
            {
                var rest = Longest - time.GetElapsedTime(began);
                if (problems.AreEnough() || rest <= TimeSpan.Zero)
                {
                    return problems;
                }

                if (silent.Contains(signal))
                {
                    break;
                }

                var limit = signal.Limits.Timeout < rest ? signal.Limits.Timeout : rest;
                if (await signals.CheckAsync(signal, orgId, part, limit, cancellationToken) is { } errors)
                {
                    problems.AddRange(errors.Where(error => error.Index >= 0 && error.Index < part.Strings.Count + part.Locations.Count).DistinctBy(error => error.Index).Take(ToldProblems.Most - problems.Count)
                        .Select(error => RuleProblems.MatchingValues(JsonPointer.Element($"{pointer}/matchingValues/{name}", start + error.Index), error.Message)));
                }
                else
                {
                    silent.Add(signal);
                }
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
