using System.Text.Json;
using Coop.Engine.Deciding;
using Coop.Engine.Rules;
using Coop.Engine.Rules.Conditions;
using Coop.Engine.Signals;
using Coop.Engine.Uses;
using Coop.Server.Web.Parts;

namespace Coop.Server.Rules.Pages;

/// <summary>Conditions as sentences, with today's names of what they refer to; what was deleted is called as it was.</summary>
/// <param name="then">What a decision was made with, where one is told of.</param>
public sealed class ConditionWords(RuleSurroundings around, PlanRecord? then = null)
{
    private const int MostShown = 3;

    public string Sentence(LeafCondition leaf)
    {
        var input = leaf.Quantifier switch
        {
            Quantifier.All => $"all of {Lowered(Input(leaf.Input))}",
            Quantifier.None => $"none of {Lowered(Input(leaf.Input))}",
            _ => Input(leaf.Input),
        };
        var what = leaf.Signal is { } signal ? $"{Signal(signal)} of {Lowered(input)}" : input;
        return leaf.Comparator switch
        {
            null => leaf.Signal is null ? $"{what} is there" : $"{what} says yes",
            Comparator.IsNotProvided or Comparator.IsUnavailable => $"{what} {ComparatorChoices.Label(leaf.Comparator.Value)}",
            { } comparator when leaf.Threshold is { } threshold && RelativeThreshold.Of(threshold.ToString()) is { } relative =>
                $"{what} {ComparatorChoices.Label(comparator, isDate: true)} {relative.Words}",
            { } comparator => $"{what} {ComparatorChoices.Label(comparator)} {GivenText.Within(leaf.Threshold?.ToString() ?? "yes")}",
        };
    }

    /// <summary>What the signal matches against; null when it matches nothing.</summary>
    public string? Matching(LeafCondition leaf)
    {
        if (leaf.MatchingValues is not { } values)
        {
            return null;
        }

        var parts = new List<string>();
        if (values.Strings is { Count: > 0 } strings)
        {
            parts.Add(string.Join(", ", strings.Take(MostShown).Select(text => $"“{GivenText.Within(text)}”")) + (strings.Count > MostShown ? $" and {strings.Count - MostShown} more" : null));
        }

        if (values.Locations is { Count: > 0 } places)
        {
            parts.Add(GivenText.List(places.Take(MostShown).Select(place => place.Name ?? place.Id)) + (places.Count > MostShown ? $" and {places.Count - MostShown} more" : null));
        }

        string[] banks = [.. (values.TextBankIds ?? []).Concat(values.LocationBankIds ?? []).Concat(values.ImageBankIds ?? [])];
        parts.AddRange(banks.Select(id => $"the bank {GivenText.Within(around.Banks.FirstOrDefault(bank => bank.Id == id)?.Name ?? Then(SettingKind.Bank, id))}"));
        return parts.Count == 0 ? null : string.Join(", ", parts);
    }

    public static string? Fallback(LeafCondition leaf) => leaf.Fallback switch
    {
        Engine.Rules.Conditions.Fallback.Match => "Without an answer it counts as a match.",
        Engine.Rules.Conditions.Fallback.NoMatch => "Without an answer it counts as no match.",
        Engine.Rules.Conditions.Fallback.Review => "Without an answer the item is marked for a person.",
        _ => null,
    };

    public string Input(ConditionInput input) => input switch
    {
        ConditionInput.User => "Author",
        ConditionInput.WholeItem { ItemTypeIds: { } only } => $"The whole item of {string.Join(" or ", only.Select(ItemType))}",
        ConditionInput.WholeItem => "The whole item",
        ConditionInput.Field field => $"{ItemType(field.ItemTypeId)} · {GivenText.Within(field.Name)}",
        ConditionInput.Aggregate { Input: CoopInput.AuthorUser } => "Author",
        ConditionInput.Aggregate { Input: CoopInput.PolicyId } => "Relevant policy",
        ConditionInput.Aggregate { Input: CoopInput.Source } => "Where it came from",
        ConditionInput.Aggregate aggregate => CoopInputNames.Of(aggregate.Input),
        ConditionInput.Derived derived => $"{Input(derived.Source)}, {GivenText.Within(derived.DerivationType)}",
        _ => throw new ArgumentException($"{input.GetType()} has no words.", nameof(input)),
    };

    public string ItemType(string id) => GivenText.Within(around.ItemTypes.FirstOrDefault(type => type.Id == id)?.Name ?? Then(SettingKind.ItemType, id));

    public string Policy(string id) => GivenText.Within(around.Policies.FirstOrDefault(policy => policy.Id == id)?.Name ?? Then(SettingKind.Policy, id));

    public string Action(string id) => GivenText.Within(around.Actions.FirstOrDefault(action => action.Id == id)?.Name ?? Then(SettingKind.Action, id));

    /// <summary>Signals that no active integration offers now, by the names the rule keeps.</summary>
    public static string Missing(CurrentRule current) => GivenText.List(current.MissingSignals.Select(
        id => RuleUses.Leaves(current.Rule.Conditions).Select(leaf => leaf.Signal).FirstOrDefault(signal => signal?.Id == id)?.Name ?? id));

    /// <summary>What an action is given by a rule: names as people read them, and values.</summary>
    public IEnumerable<(string Name, string Value)> Parameters(RuleAction taken)
    {
        if (taken.Parameters is not { ValueKind: JsonValueKind.Object } given)
        {
            yield break;
        }

        var known = around.Actions.FirstOrDefault(action => action.Id == taken.ActionId)?.Parameters ?? [];
        foreach (var member in given.EnumerateObject())
        {
            var parameter = known.FirstOrDefault(parameter => parameter.Name == member.Name);
            var values = member.Value.ValueKind == JsonValueKind.Array ? member.Value.EnumerateArray().AsEnumerable() : [member.Value];
            yield return (parameter?.DisplayName ?? member.Name, string.Join(", ", values.Select(value => parameter?.Options.FirstOrDefault(option => option.Value == Text(value))?.Label ?? Text(value))));
        }

        static string Text(JsonElement value) => value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.True => "yes",
            JsonValueKind.False => "no",
            _ => value.GetRawText(),
        };
    }

    public CatalogueSignal? Found(ConditionSignal signal) => around.Catalogue.FindSignal(signal.Id);

    private string Then(SettingKind kind, string id) => $"{then?.NameOf(kind, id) ?? id} (deleted)";

    private string Signal(ConditionSignal signal)
    {
        var found = Found(signal);
        var name = found?.Descriptor.DisplayName ?? signal.Name ?? signal.Id;
        var choice = signal.Subcategory is { } id ? found?.Descriptor.EligibleSubcategories.FirstOrDefault(known => known.Id == id)?.Label ?? id : null;
        return choice is null ? GivenText.Within(name) : $"{GivenText.Within(name)} ({GivenText.Within(choice)})";
    }

    // Names that begin with a capital for a reason keep it.
    private static string Lowered(string words) => words is "Author" ? "the author"
        : words is "All text" or "Any image" or "Any video" or "Any geohash" or "Relevant policy" or "Where it came from" || words.StartsWith("The whole item", StringComparison.Ordinal)
            ? char.ToLowerInvariant(words[0]) + words[1..]
            : words;
}
