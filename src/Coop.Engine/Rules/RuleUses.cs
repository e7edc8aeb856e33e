using Coop.Engine.Rules.Conditions;
using Coop.Engine.Uses;

namespace Coop.Engine.Rules;

/// <summary>What rules refer to, so that nothing is deleted under them.</summary>
public static class RuleUses
{
    /// <summary>Everything a rule names that an organisation sets, and its signals.</summary>
    public static IEnumerable<SettingRef> Of(Rule rule)
    {
        LeafCondition[] leaves = [.. WithNested(rule.Conditions)];
        return
        [
            .. Refs(SettingKind.ItemType, rule.ItemTypeIds.Concat(leaves.SelectMany(leaf => ItemTypeIds(leaf.Input)))),
            .. Refs(SettingKind.Action, rule.Actions.Select(action => action.ActionId)),
            .. Refs(SettingKind.Policy, rule.PolicyIds),
            .. Refs(SettingKind.Bank, leaves.SelectMany(leaf => leaf.MatchingValues is { } values ? (values.TextBankIds ?? []).Concat(values.LocationBankIds ?? []) : [])),
            .. Refs(SettingKind.Signal, leaves.Select(leaf => leaf.Signal?.Id).OfType<string>()),
            .. leaves.SelectMany(leaf => Fields(leaf.Input)).Select(field => SettingRef.FieldOf(field.ItemTypeId, field.Name)).Distinct(),
            .. leaves.Any(leaf => IsAuthor(leaf.Input)) ? Refs(SettingKind.ItemAuthor, rule.ItemTypeIds) : [],
        ];
    }

    public static IEnumerable<LeafCondition> Leaves(Condition condition) => condition switch
    {
        LeafCondition leaf => [leaf],
        ConditionSet set => set.Conditions.SelectMany(Leaves),
        _ => [],
    };

    public static IEnumerable<string> SignalIds(Condition condition) => Leaves(condition).Select(leaf => leaf.Signal?.Id).OfType<string>();

    private static IEnumerable<SettingRef> Refs(SettingKind kind, IEnumerable<string> ids) => ids.Distinct(StringComparer.Ordinal).Select(id => new SettingRef(kind, id));

    /// <summary>Also the leaves of conditions inside the arguments of signals.</summary>
    private static IEnumerable<LeafCondition> WithNested(Condition condition) =>
        Leaves(condition).SelectMany(leaf => leaf.Signal?.Args is { } args ? NestedConditions.In(args).SelectMany(WithNested).Prepend(leaf) : [leaf]);

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
