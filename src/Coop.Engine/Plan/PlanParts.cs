using Coop.Engine.Deciding;
using Coop.Engine.Rules;
using Coop.Engine.Signals;
using Coop.Engine.Uses;

namespace Coop.Engine.Plan;

/// <summary>What a plan is put together from, each part taken over from the plan before as far as it did not change.</summary>
internal sealed record PlanParts
{
    public required RulesetSource Source { get; init; }

    /// <summary>Those that may run, in rule order.</summary>
    public required IReadOnlyList<Rule> Rules { get; init; }

    public required IReadOnlyList<RuleShape> Shapes { get; init; }

    public required PlanMeasurement[] Measurements { get; init; }

    public required MatchingSets Sets { get; init; }

    public required MatcherGroup[] Groups { get; init; }

    public required IReadOnlyList<LateMatcher> Late { get; init; }

    /// <summary>By type of item.</summary>
    public required IReadOnlyDictionary<string, TypeProgram> Programs { get; init; }

    public required PlanRecord Record { get; init; }

    public static async Task<PlanParts> OfAsync(RulesetSource source, RulePlan? previous, MatcherWay way, CancellationToken cancellationToken)
    {
        var rules = source.Rules.Where(rule => rule.Status is RuleStatus.Live or RuleStatus.Background).ToList();
        var pool = new ShapePool();
        var shapes = ShapesOf(rules, pool, previous);
        var sets = new MatchingSets(source.Banks, previous?.Sets);
        var measurements = PlanMeasurement.Bind(pool.Measurements, source.Catalogue, sets);
        sets.Done();
        var groups = await MatcherGroup.OfAsync(measurements, previous?.Groups ?? [], way, cancellationToken).ConfigureAwait(false);
        var groupOf = GroupOf(measurements, groups);
        return new PlanParts
        {
            Source = source,
            Rules = rules,
            Shapes = shapes,
            Measurements = measurements,
            Sets = sets,
            Groups = groups,
            Late = LateOf(measurements, groupOf, way),
            Programs = ProgramsOf(rules, shapes, pool, measurements, groups, groupOf),
            Record = new PlanRecord(
                [.. measurements.Select(each => each.Planned)],
                [.. rules.Select(rule => new PlannedRule(new RuleVersion(rule.Id, rule.Version), rule.Status == RuleStatus.Live, rule.ItemTypeIds))],
                NamesOf(source, shapes)),
        };
    }

    /// <summary>
    /// What decisions can show, so that another name of anything else makes no other plan: what its rules name, and all types of items, since each can be decided. In an order of their own, so
    /// that equal plans are equal however their settings were listed.
    /// </summary>
    private static List<PlannedName> NamesOf(RulesetSource source, RuleShape[] shapes)
    {
        var named = shapes.SelectMany(shape => shape.Named).ToHashSet();
        return
        [
            .. Of(SettingKind.ItemType, source.ItemTypes.Select(type => (type.Id, type.Name))),
            .. Of(SettingKind.Action, source.Actions.Select(action => (action.Id, action.Name))).Where(each => named.Contains(each.Setting)),
            .. Of(SettingKind.Policy, source.Policies.Select(policy => (policy.Id, policy.Name))).Where(each => named.Contains(each.Setting)),
            .. Of(SettingKind.Bank, source.Banks.Select(bank => (bank.Id, bank.Name))).Where(each => named.Contains(each.Setting)),
        ];
    }

    private static IEnumerable<PlannedName> Of(SettingKind kind, IEnumerable<(string Id, string Name)> settings) =>
        settings.OrderBy(each => each.Id, StringComparer.Ordinal).Select(each => new PlannedName(new SettingRef(kind, each.Id), each.Name));

    /// <summary>A version of a rule says the same for ever, so its shape is looked up by that.</summary>
    private static RuleShape[] ShapesOf(List<Rule> rules, ShapePool pool, RulePlan? previous)
    {
        var earlier = previous?.Shapes.ToDictionary(shape => shape.Version) ?? [];
        var shapes = new RuleShape?[rules.Count];
        for (var i = 0; i < shapes.Length; i++)
        {
            shapes[i] = earlier.GetValueOrDefault(new RuleVersion(rules[i].Id, rules[i].Version));
            if (shapes[i] is { } known)
            {
                pool.TakeOver(known.Root);
            }
        }

        for (var i = 0; i < shapes.Length; i++)
        {
            shapes[i] ??= pool.Add(rules[i]);
        }

        return shapes!;
    }

    /// <summary>By place of a measurement: the group that measures it; −1 for none.</summary>
    private static int[] GroupOf(PlanMeasurement[] measurements, MatcherGroup[] groups)
    {
        var groupOf = new int[measurements.Length];
        Array.Fill(groupOf, -1);
        for (var group = 0; group < groups.Length; group++)
        {
            foreach (var place in groups[group].Parts.SelectMany(part => part.Places).SelectMany(places => places))
            {
                groupOf[place] = group;
            }
        }

        return groupOf;
    }

    /// <summary>Notes what is held against which matching values, and answers what no group measures because of it.</summary>
    private static IReadOnlyList<LateMatcher> LateOf(PlanMeasurement[] measurements, int[] groupOf, MatcherWay way)
    {
        foreach (var each in measurements)
        {
            each.Doubt = each is { Signal: { } signal, Values: { } values } ? way.DoubtOf(signal, values) : MatchingDoubt.None;
        }

        return
        [
            .. measurements.Where(each => each.IsApart && groupOf[each.Place] < 0).GroupBy(each => each.Signal!).Select(group =>
            {
                var sets = group.DistinctBy(each => each.Values).ToLookup(each => each.Doubt, each => each.Values!);
                return new LateMatcher(group.Key, LateLists.Of([.. sets[MatchingDoubt.Late]], sets[MatchingDoubt.Untried].Count(), way.Limit));
            }),
        ];
    }

    private static Dictionary<string, TypeProgram> ProgramsOf(
        List<Rule> rules, RuleShape[] shapes, ShapePool pool, PlanMeasurement[] measurements, MatcherGroup[] groups, int[] groupOf)
    {
        var byType = new Dictionary<string, List<(int Index, Rule Rule, NodeShape Root)>>(StringComparer.Ordinal);
        for (var i = 0; i < shapes.Length; i++)
        {
            foreach (var type in rules[i].ItemTypeIds.Distinct(StringComparer.Ordinal))
            {
                if (!byType.TryGetValue(type, out var ofType))
                {
                    byType.Add(type, ofType = []);
                }

                ofType.Add((i, rules[i], shapes[i].Root));
            }
        }

        var builder = new ProgramBuilder(pool, measurements, measurements.ToDictionary(each => each.What.Key), groups, groupOf);
        return byType.ToDictionary(type => type.Key, type => builder.Build(type.Value), StringComparer.Ordinal);
    }
}
