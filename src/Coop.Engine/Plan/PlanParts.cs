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

    /// <summary>Their conditions.</summary>
    public required ShapePool Pool { get; init; }

    /// <summary>By rule: the node of the pool that is its outcome.</summary>
    public required int[] Roots { get; init; }

    /// <summary>By rule: the actions, policies and banks that it names.</summary>
    public required IReadOnlyList<SettingRef>[] Named { get; init; }

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
        var earlier = KnownRules.Of(rules, previous?.Rules ?? []);
        var pool = new ShapePool();
        var roots = RootsOf(rules, earlier, pool, previous);
        var named = NamedOf(rules, earlier, previous);
        var sets = new MatchingSets(source.Banks, previous?.Sets);
        var measurements = PlanMeasurement.Bind(pool.Measurements, source.Catalogue, sets);
        sets.Done();
        var groups = await MatcherGroup.OfAsync(measurements, previous?.Groups ?? [], way, cancellationToken).ConfigureAwait(false);
        var groupOf = GroupOf(measurements, groups);
        return new PlanParts
        {
            Source = source,
            Rules = rules,
            Pool = pool,
            Roots = roots,
            Named = named,
            Measurements = measurements,
            Sets = sets,
            Groups = groups,
            Late = LateOf(measurements, groupOf, way),
            Programs = ProgramsOf(rules, new ProgramBuilder(rules, roots, pool, measurements, PlacesOf(measurements, pool), groups, groupOf)),
            Record = new PlanRecord([.. measurements.Select(each => each.Planned)], PlannedOf(rules, earlier, previous), NamesOf(source, named)),
        };
    }

    /// <summary>
    /// What decisions can show, so that another name of anything else makes no other plan: what its rules name, and all types of items, since each can be decided. In an order of their own, so
    /// that equal plans are equal however their settings were listed.
    /// </summary>
    private static List<PlannedName> NamesOf(RulesetSource source, IReadOnlyList<SettingRef>[] byRule)
    {
        var named = byRule.SelectMany(each => each).ToHashSet();
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

    /// <summary>A version of a rule says the same for ever, so what was made of its conditions is taken over.</summary>
    private static int[] RootsOf(List<Rule> rules, int[] earlier, ShapePool pool, RulePlan? previous)
    {
        var roots = new int[rules.Count];
        if (previous is not null)
        {
            int[] known = [.. earlier.Where(place => place >= 0)];
            var taken = pool.TakeOver(previous.Pool, Array.ConvertAll(known, place => previous.Roots[place]));
            var next = 0;
            for (var rule = 0; rule < roots.Length; rule++)
            {
                roots[rule] = earlier[rule] >= 0 ? taken[next++] : 0;
            }
        }

        for (var rule = 0; rule < roots.Length; rule++)
        {
            if (earlier[rule] < 0)
            {
                roots[rule] = pool.Add(rules[rule].Conditions);
            }
        }

        return roots;
    }

    private static IReadOnlyList<SettingRef>[] NamedOf(List<Rule> rules, int[] earlier, RulePlan? previous)
    {
        var named = new IReadOnlyList<SettingRef>[rules.Count];
        for (var rule = 0; rule < named.Length; rule++)
        {
            named[rule] = earlier[rule] >= 0
                ? previous!.Named[earlier[rule]]
                : [.. rules[rule].Uses().Where(each => each.Kind is SettingKind.Action or SettingKind.Policy or SettingKind.Bank)];
        }

        return named;
    }

    private static PlannedRule[] PlannedOf(List<Rule> rules, int[] earlier, RulePlan? previous)
    {
        var planned = new PlannedRule[rules.Count];
        for (var rule = 0; rule < planned.Length; rule++)
        {
            planned[rule] = earlier[rule] >= 0
                ? previous!.Record.Rules[earlier[rule]]
                : new PlannedRule(new RuleVersion(rules[rule].Id, rules[rule].Version), rules[rule].Status == RuleStatus.Live, rules[rule].ItemTypeIds);
        }

        return planned;
    }

    /// <summary>By place of a measurement in the pool: its place in the plan.</summary>
    private static int[] PlacesOf(PlanMeasurement[] measurements, ShapePool pool)
    {
        var places = new int[measurements.Length];
        foreach (var each in measurements)
        {
            places[pool.PlaceOf(each.What.Key)] = each.Place;
        }

        return places;
    }

    /// <summary>By place of a measurement: the group that measures it; −1 for none.</summary>
    private static int[] GroupOf(PlanMeasurement[] measurements, MatcherGroup[] groups)
    {
        var groupOf = new int[measurements.Length];
        Array.Fill(groupOf, -1);
        for (var group = 0; group < groups.Length; group++)
        {
            foreach (var part in groups[group].Parts)
            {
                foreach (var place in part.Places.SelectMany(places => places))
                {
                    (groupOf[place], measurements[place].Matcher) = (group, part.Matcher);
                }
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
            .. measurements.Where(each => each.Doubt is MatchingDoubt.Late or MatchingDoubt.Untried && groupOf[each.Place] < 0).GroupBy(each => each.Signal!).Select(group =>
            {
                var sets = group.DistinctBy(each => each.Values).ToLookup(each => each.Doubt, each => each.Values!);
                return new LateMatcher(group.Key, LateLists.Of([.. sets[MatchingDoubt.Late]], sets[MatchingDoubt.Untried].Count(), way.Limit));
            }),
        ];
    }

    private static Dictionary<string, TypeProgram> ProgramsOf(List<Rule> rules, ProgramBuilder builder)
    {
        var byType = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var rule = 0; rule < rules.Count; rule++)
        {
            foreach (var type in rules[rule].ItemTypeIds)
            {
                if (!byType.TryGetValue(type, out var ofType))
                {
                    byType.Add(type, ofType = []);
                }

                // A rule that names a type twice runs on it once.
                if (ofType is not [.., var last] || last != rule)
                {
                    ofType.Add(rule);
                }
            }
        }

        return byType.ToDictionary(type => type.Key, type => builder.Build([.. type.Value]), StringComparer.Ordinal);
    }
}
