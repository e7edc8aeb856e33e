using System.Text.Json.Serialization;
using Coop.Engine;
using Coop.Engine.Rules.Conditions;
using Coop.Integrations;

namespace Coop.Server.Rules.Pages;

/// <summary>
/// A condition being written: a group when it has children, else a leaf. Unlike stored conditions a group may mix both; <see cref="ConditionComposition"/> makes a
/// stored form of it. Everything is text as typed: checking is the feature's business.
/// </summary>
public sealed class ConditionForm
{
    public string Key { get; set; } = Guid.NewGuid().ToString("n")[..8];

    /// <summary>Null for a leaf.</summary>
    public List<ConditionForm>? Children { get; set; }

    public string Conjunction { get; set; } = WireNames.Of(Engine.Rules.Conditions.Conjunction.And);

    /// <summary>The input in its stored form; empty while none is chosen.</summary>
    public string Input { get; set; } = "";

    public string? SignalId { get; set; }

    public string? SignalName { get; set; }

    public string Subcategory { get; set; } = "";

    /// <summary>Kept as stored.</summary>
    public string? Args { get; set; }

    public string Comparator { get; set; } = "";

    public string Threshold { get; set; } = "";

    /// <summary>One a line.</summary>
    public string Strings { get; set; } = "";

    public List<string> TextBankIds { get; set; } = [];

    public List<string> LocationBankIds { get; set; } = [];

    public List<string> ImageBankIds { get; set; } = [];

    /// <summary>Kept as stored.</summary>
    public string? Locations { get; set; }

    public string Fallback { get; set; } = "";

    /// <summary>Where it stood in the draft that was checked last; null when it was in none.</summary>
    [JsonIgnore]
    public string? Pointer { get; set; }

    [JsonIgnore]
    public bool IsGroup => Children is not null;

    public static ConditionForm Group(params List<ConditionForm> children) => new() { Children = children };

    public static ConditionForm Of(Condition condition) => condition switch
    {
        ConditionSet set => new ConditionForm { Conjunction = WireNames.Of(set.Conjunction), Children = [.. set.Conditions.Select(child => child is ConditionSet { Conditions: [LeafCondition only] } ? Of(only) : Of(child))] },
        LeafCondition leaf => OfLeaf(leaf),
        _ => throw new ArgumentException($"{condition.GetType()} has no form.", nameof(condition)),
    };

    public IEnumerable<ConditionForm> Leaves() => Children is { } children ? children.SelectMany(child => child.Leaves()) : [this];

    private static ConditionForm OfLeaf(LeafCondition leaf)
    {
        var json = ConditionJson.ToElement(leaf);
        return new ConditionForm
        {
            Input = json.GetProperty("input").GetRawText(),
            SignalId = leaf.Signal?.Id,
            SignalName = leaf.Signal?.Name,
            Subcategory = leaf.Signal?.Subcategory ?? "",
            Args = leaf.Signal?.Args?.GetRawText(),
            Comparator = leaf.Comparator is { } comparator ? WireNames.Of(comparator) : "",
            Threshold = leaf.Threshold is { Kind: not SignalScoreKind.None } threshold ? threshold.ToString() : "",
            Strings = string.Join('\n', leaf.MatchingValues?.Strings ?? []),
            TextBankIds = [.. leaf.MatchingValues?.TextBankIds ?? []],
            LocationBankIds = [.. leaf.MatchingValues?.LocationBankIds ?? []],
            ImageBankIds = [.. leaf.MatchingValues?.ImageBankIds ?? []],
            Locations = leaf.MatchingValues?.Locations is { Count: > 0 } ? json.GetProperty("matchingValues").GetProperty("locations").GetRawText() : null,
            Fallback = leaf.Fallback is { } fallback ? WireNames.Of(fallback) : "",
        };
    }
}
