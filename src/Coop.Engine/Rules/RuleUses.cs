using Coop.Engine.Rules.Conditions;

namespace Coop.Engine.Rules;

/// <summary>What rules refer to, so that nothing is deleted under them.</summary>
public static class RuleUses
{
    /// <summary>The rules that match, in words with their names.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(IRuleStore rules, string orgId, Func<Rule, bool> uses, CancellationToken cancellationToken) =>
        [.. (await rules.ListAsync(orgId, cancellationToken)).Where(uses).Select(rule => $"the rule '{rule.Name}'")];

    /// <summary>Whatever rules refer to, by its id.</summary>
    /// <param name="idsOf">What a rule refers to.</param>
    public static async Task<ILookup<string, Rule>> ByIdAsync(IRuleStore rules, string orgId, Func<Rule, IEnumerable<string>> idsOf, CancellationToken cancellationToken) =>
        (await rules.ListAsync(orgId, cancellationToken)).SelectMany(rule => idsOf(rule).Distinct().Select(id => (Id: id, Rule: rule))).ToLookup(use => use.Id, use => use.Rule);

    public static bool UsesItemType(Rule rule, string id) => rule.ItemTypeIds.Contains(id) || ItemTypeIds(rule.Conditions).Contains(id);

    public static bool UsesAction(Rule rule, string id) => rule.Actions.Any(action => action.ActionId == id);

    public static bool UsesPolicy(Rule rule, string id) => rule.PolicyIds.Contains(id);

    public static bool UsesBank(Rule rule, string id) => BankIds(rule.Conditions).Contains(id);

    public static IEnumerable<LeafCondition> Leaves(Condition condition) => condition switch
    {
        LeafCondition leaf => [leaf],
        ConditionSet set => set.Conditions.SelectMany(Leaves),
        _ => [],
    };

    public static IEnumerable<string> BankIds(Condition condition) => Leaves(condition)
        .Select(leaf => leaf.MatchingValues)
        .OfType<ConditionMatchingValues>()
        .SelectMany(values => (values.TextBankIds ?? []).Concat(values.LocationBankIds ?? []).Concat(values.ImageBankIds ?? []));

    public static IEnumerable<string> SignalIds(Condition condition) => Leaves(condition).Select(leaf => leaf.Signal?.Id).OfType<string>();

    /// <summary>The fields of an item type that conditions look at.</summary>
    public static IEnumerable<string> FieldNames(Condition condition, string itemTypeId) => Leaves(condition).SelectMany(leaf => Fields(leaf.Input)).Where(field => field.ItemTypeId == itemTypeId).Select(field => field.Name);

    /// <summary>Whether conditions look at who made the item.</summary>
    public static bool ReadsAuthor(Condition condition) => Leaves(condition).Any(leaf => IsAuthor(leaf.Input));

    public static IEnumerable<string> ItemTypeIds(Condition condition) => Leaves(condition).SelectMany(leaf => ItemTypeIds(leaf.Input));

    private static IEnumerable<ConditionInput.Field> Fields(ConditionInput input) => input switch
    {
        ConditionInput.Field field => [field],
        ConditionInput.Derived derived => Fields(derived.Source),
        _ => [],
    };

    private static bool IsAuthor(ConditionInput input) => input switch
    {
        ConditionInput.User or ConditionInput.Aggregate { Input: CoopInput.AuthorUser } => true,
        ConditionInput.Derived derived => IsAuthor(derived.Source),
        _ => false,
    };

    private static IEnumerable<string> ItemTypeIds(ConditionInput input) => input switch
    {
        ConditionInput.Field field => [field.ItemTypeId],
        ConditionInput.WholeItem item => item.ItemTypeIds ?? [],
        ConditionInput.Derived derived => ItemTypeIds(derived.Source),
        _ => [],
    };
}
