using System.Text.Json;
using System.Text.Json.Serialization;
using Coop.Engine.Rules.Conditions;
using Coop.Integrations;

namespace Coop.Server.Rules.Pages;

/// <summary>
/// A condition being written: a group when it has children, else a leaf. Unlike stored conditions a group may mix both; <see cref="ConditionComposition"/> makes a
/// stored form of it. Only what somebody types is text, as typed: checking that is the feature's business.
/// </summary>
public sealed class ConditionForm
{
    public const char LineBreak = '⏎';

    private ConditionForm? _was;

    [JsonIgnore]
    public string Key { get; } = Guid.NewGuid().ToString("n")[..8];

    /// <summary>Null for a leaf.</summary>
    public List<ConditionForm>? Children { get; set; }

    public Conjunction Conjunction { get; set; }

    /// <summary>The input in its stored form; empty while none is chosen.</summary>
    public string Input { get; set; } = "";

    public string? SignalId { get; set; }

    public string? SignalName { get; set; }

    public string Subcategory { get; set; } = "";

    /// <summary>Kept as stored.</summary>
    public JsonElement? Args { get; set; }

    /// <summary>Null asks whether the answer is yes, or whether the input is there.</summary>
    public Comparator? Comparator { get; set; }

    public string Threshold { get; set; } = "";

    /// <summary>One a line; where a stored one has line breaks itself, they show as <see cref="LineBreak"/>.</summary>
    public string Strings { get; set; } = "";

    public List<string> TextBankIds { get; set; } = [];

    public List<string> LocationBankIds { get; set; } = [];

    public List<string> ImageBankIds { get; set; } = [];

    public List<LocationArea> Places { get; set; } = [];

    /// <summary>More places, one a line, not read yet.</summary>
    public string PlacesTyped { get; set; } = "";

    /// <summary>Which of several values have to pass.</summary>
    public Quantifier Quantifier { get; set; }

    /// <summary>Null leaves the condition unknown.</summary>
    public Fallback? Fallback { get; set; }

    /// <summary>The stored leaf it began as; null for a new one.</summary>
    public string? Stored { get; set; }

    /// <summary>Where it stood in the draft that was checked last; null when it was in none.</summary>
    [JsonIgnore]
    public string? Pointer { get; set; }

    [JsonIgnore]
    public bool IsGroup => Children is not null;

    /// <summary>As it was before anything was typed: what the form cannot show is written back from there.</summary>
    [JsonIgnore]
    public ConditionForm? Was => Stored is null ? null : _was ??= OfStored(JsonElement.Parse(Stored));

    /// <summary>The strings, as the rule is to have them.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> StringList => Strings == Was?.Strings
        ? Was.StoredStrings
        : [.. Strings.Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Trim().Length > 0).Select(line => HasLineBreaks ? line.Replace(LineBreak, '\n') : line)];

    /// <summary>Whether a stored string has a line break.</summary>
    [JsonIgnore]
    public bool HasLineBreaks => Was is { } was && was.StoredStrings.Any(text => text.Contains('\n')) && !was.StoredStrings.Any(text => text.Contains(LineBreak));

    /// <summary>Whether the threshold is still the number it was stored as.</summary>
    [JsonIgnore]
    public bool IsStoredNumber => Was is { } was && Threshold == was.Threshold && Input == was.Input && SignalId == was.SignalId && was.HasNumber;

    private bool HasNumber { get; set; }

    private IReadOnlyList<string> StoredStrings { get; set; } = [];

    public static ConditionForm Group(params List<ConditionForm> children) => new() { Children = children };

    public static ConditionForm Of(Condition condition) => condition switch
    {
        ConditionSet set => new ConditionForm { Conjunction = set.Conjunction, Children = Members(set) },
        LeafCondition leaf => OfLeaf(leaf),
        _ => throw new ArgumentException($"{condition.GetType()} has no form.", nameof(condition)),
    };

    public IEnumerable<ConditionForm> Leaves() => Children is { } children ? children.SelectMany(child => child.Leaves()) : [this];

    /// <summary>Values and banks that do not fit what the input is, and came with the rule: they are kept until somebody takes them out or changes the input.</summary>
    public bool KeepsTexts() => Was is { } was && Input == was.Input && Strings == was.Strings && TextBankIds.SequenceEqual(was.TextBankIds);

    /// <inheritdoc cref="KeepsTexts"/>
    public bool KeepsPlaces() => Was is { } was && Input == was.Input && Places.SequenceEqual(was.Places) && LocationBankIds.SequenceEqual(was.LocationBankIds);

    /// <summary>A lone leaf among groups is stored as a group of its own; here it is a leaf again.</summary>
    private static List<ConditionForm> Members(ConditionSet set)
    {
        var isMixed = set.Conditions.Any(child => child is ConditionSet && Lone(child) is null);
        return [.. set.Conditions.Select(child => isMixed && Lone(child) is { } only ? OfLeaf(only) : Of(child))];
    }

    private static LeafCondition? Lone(Condition condition) => condition is ConditionSet { Conjunction: Engine.Rules.Conditions.Conjunction.And, Conditions: [LeafCondition only] } ? only : null;

    private static ConditionForm OfStored(JsonElement json)
    {
        var set = JsonSerializer.SerializeToElement(new { conjunction = "AND", conditions = new[] { json } });
        var form = OfLeaf((LeafCondition)ConditionJson.Read(set).Value.Conditions[0]);
        form._was = form;
        return form;
    }

    private static ConditionForm OfLeaf(LeafCondition leaf)
    {
        var json = ConditionJson.ToElement(leaf);
        var strings = leaf.MatchingValues?.Strings ?? [];
        return new ConditionForm
        {
            Input = json.GetProperty("input").GetRawText(),
            SignalId = leaf.Signal?.Id,
            SignalName = leaf.Signal?.Name,
            Subcategory = leaf.Signal?.Subcategory ?? "",
            Args = leaf.Signal?.Args,
            Comparator = leaf.Comparator,
            Threshold = leaf.Threshold is { Kind: not SignalScoreKind.None } threshold ? threshold.ToString() : "",
            HasNumber = leaf.Threshold is { Kind: SignalScoreKind.Number },
            Strings = string.Join('\n', strings.Any(text => text.Contains(LineBreak)) ? strings : strings.Select(text => text.Replace('\n', LineBreak))),
            StoredStrings = strings,
            TextBankIds = [.. leaf.MatchingValues?.TextBankIds ?? []],
            LocationBankIds = [.. leaf.MatchingValues?.LocationBankIds ?? []],
            ImageBankIds = [.. leaf.MatchingValues?.ImageBankIds ?? []],
            Places = [.. leaf.MatchingValues?.Locations ?? []],
            Quantifier = leaf.Quantifier,
            Fallback = leaf.Fallback,
            Stored = json.GetRawText(),
        };
    }
}
