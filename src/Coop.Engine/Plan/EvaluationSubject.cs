using System.Globalization;
using Coop.Engine.Items;
using Coop.Engine.Rules.Conditions;
using Coop.Integrations;

namespace Coop.Engine.Plan;

/// <summary>What is judged: an item with its data, or an identifier alone.</summary>
public sealed record EvaluationSubject
{
    private EvaluationSubject(string itemId, ItemType type, Item? item) => (ItemId, Type, Item) = (itemId, type, item);

    public static EvaluationSubject Of(Item item) => new(item.Id, item.Type, item);

    public static EvaluationSubject Identifier(string itemId, ItemType type) => new(itemId, type, null);

    public string ItemId { get; }

    public ItemType Type { get; }

    /// <summary>Null when only an identifier is judged.</summary>
    public Item? Item { get; }

    /// <summary>The policies a report or review job is about; empty for submissions.</summary>
    public IReadOnlyList<string> PolicyIds { get; init; } = [];

    /// <summary>Where a report or review job came from; null for submissions.</summary>
    public string? SourceType { get; init; }

    /// <summary>What an input selects, as text; null when it selects nothing, empty for a whole item or an empty list.</summary>
    public IReadOnlyList<string>? ValuesOf(ConditionInput input)
    {
        var values = new List<ScalarValue>();
        return InputSelection.Select(input, this, values) == Selected.Nothing ? null : [.. values.Select(Text)];
    }

    private static string Text(ScalarValue value) => value.Type switch
    {
        ScalarType.Number => value.AsNumber().ToString(CultureInfo.InvariantCulture),
        ScalarType.Boolean => value.AsBoolean() ? "true" : "false",
        ScalarType.UserId or ScalarType.RelatedItem => value.AsReference().Id,
        ScalarType.Image or ScalarType.Audio or ScalarType.Video or ScalarType.Media => value.AsMedia().Url,
        _ => value.AsText(),
    };
}
