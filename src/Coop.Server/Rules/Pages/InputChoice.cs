using System.Text.Json;
using Coop.Engine.Items;
using Coop.Engine.Rules.Conditions;
using Coop.Integrations;
using Coop.Server.Integrations.Pages;
using Coop.Server.Web.Parts;

namespace Coop.Server.Rules.Pages;

/// <summary>Something a condition can look at.</summary>
/// <param name="Value">Its stored form.</param>
/// <param name="Words">How it is called, with each name in it within itself.</param>
/// <param name="Type">What a signal must take to judge it.</param>
/// <param name="IsMany">Whether it may select several values.</param>
public sealed record InputChoice(string Group, string Value, string Words, SignalInputType Type, bool IsMany = false)
{
    /// <summary>Grouped: what is gathered over the item, the fields of each type, the whole item.</summary>
    public static IReadOnlyList<InputChoice> For(IReadOnlyList<ItemType> types)
    {
        var choices = new List<InputChoice>();
        Aggregate(ScalarType.String, CoopInput.AllText, "All text", SignalInputType.String);
        Aggregate(ScalarType.Image, CoopInput.AnyImage, "Any image", SignalInputType.Image);
        Aggregate(ScalarType.Video, CoopInput.AnyVideo, "Any video", SignalInputType.Video);
        Aggregate(ScalarType.Geohash, CoopInput.AnyGeohash, "Any geohash", SignalInputType.Geohash);
        if (types.Any(type => type.Roles.CreatorId is not null))
        {
            choices.Add(new(Gathered, Stored(new ConditionInput.Aggregate(CoopInput.AuthorUser)), "Author", SignalInputType.UserId));
        }

        foreach (var type in types)
        {
            choices.AddRange(type.Fields.Select(field => new InputChoice(
                $"{GivenText.Within(type.Name)} fields", Stored(new ConditionInput.Field(field.Name, type.Id)), FieldLabel(type, field, types.Count > 1), (SignalInputType)field.Type, field.Container is not null)));
        }

        if (types.Count > 0)
        {
            choices.Add(new("Whole item", Stored(new ConditionInput.WholeItem(null)), "Whole item", SignalInputType.FullItem));
        }

        return choices;

        void Aggregate(ScalarType scalar, CoopInput input, string label, SignalInputType type)
        {
            if (types.Any(known => known.Fields.Any(field => field.Type == scalar)))
            {
                choices.Add(new(Gathered, Stored(new ConditionInput.Aggregate(input)), label, type, input != CoopInput.AllText));
            }
        }
    }

    /// <summary>An input that a rule has and the form does not offer, such as one written over the API; null when the item types do not have it.</summary>
    public static InputChoice? Kept(string stored, ConditionWords words) => ConditionJson.ReadInput(JsonElement.Parse(stored)) switch
    {
        ConditionInput.User input => new(Other, stored, words.Input(input), SignalInputType.UserId),
        ConditionInput.WholeItem input => new(Other, stored, words.Input(input), SignalInputType.FullItem),
        ConditionInput.Aggregate input => new(Other, stored, words.Input(input), input.Type, IsMany: true),
        _ => null,
    };

    private const string Other = "Other inputs";
    private const string Gathered = "Aggregate inputs";

    public static string Stored(ConditionInput input) => ConditionJson.ToElement(new LeafCondition { Input = input }).GetProperty("input").GetRawText();

    private static string FieldLabel(ItemType type, ItemField field, bool nameType)
    {
        var kind = field.Container is null ? SignalWords.Input((SignalInputType)field.Type) : $"each {SignalWords.Input((SignalInputType)field.Type)}";
        return $"{(nameType ? GivenText.Within(type.Name) + " · " : null)}{GivenText.Within(field.Name)} ({kind})";
    }
}
