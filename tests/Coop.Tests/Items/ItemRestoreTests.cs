using System.Text.Json;
using Coop.Engine.Items;
using Coop.Integrations;
using CsCheck;

namespace Coop.Tests.Items;

public class ItemRestoreTests
{
    private static readonly HashSet<string> TypeIds = ["t"];

    [Fact]
    public void An_item_comes_back_from_its_stored_data_as_it_was() =>
        Gen.Select(Gen.Enum<ScalarType>(), Gen.Enum<ContainerType>().Nullable(), Gen.String.Array[0, 4], Gen.Double.Where(double.IsFinite)).Sample((type, container, texts, number) =>
        {
            var field = new ItemField("f", type, false, container, container == ContainerType.Map ? ScalarType.String : null);
            var itemType = new ItemType { Id = "t", OrgId = "o", Name = "T", Kind = ItemTypeKind.Content, Version = "1", Fields = [field] };
            var values = texts.Select(text => Submitted(type, Clean(text), number)).ToList();
            object? given = container switch
            {
                null => values.FirstOrDefault(),
                ContainerType.Array => values,
                _ => values.Select((value, i) => (value, i)).ToDictionary(pair => "k" + pair.i, pair => pair.value),
            };
            var data = JsonSerializer.SerializeToElement(new Dictionary<string, object?> { ["f"] = given, ["other"] = texts.Select(Clean) });
            var item = ItemNormalization.Normalize(new ItemDraft("i", itemType, data), TypeIds).Value;
            var restored = ItemNormalization.Restore("i", itemType, JsonElement.Parse(item.Data.GetRawText()));
            Assert.Equal(item.Values.OrderBy(pair => pair.Key).SelectMany(pair => pair.Value), restored.Values.OrderBy(pair => pair.Key).SelectMany(pair => pair.Value));
            Assert.Equal(item.Values.Keys, restored.Values.Keys);
            Assert.Equal(item.Data.GetRawText(), restored.Data.GetRawText());
        });

    [Fact]
    public void Values_that_no_longer_fit_a_changed_type_are_passed_over()
    {
        var type = new ItemType { Id = "t", OrgId = "o", Name = "T", Kind = ItemTypeKind.Content, Version = "2", Fields = [new ItemField("f", ScalarType.Number, true)] };
        Assert.Empty(ItemNormalization.Restore("i", type, JsonElement.Parse("""{"f":"text"}""")).Values);
    }

    private static string Clean(string text) => new([.. text.Where(c => !char.IsSurrogate(c))]);

    private static object Submitted(ScalarType type, string text, double number) => type switch
    {
        ScalarType.Number => number,
        ScalarType.Boolean => number > 0,
        ScalarType.UserId => new { id = "x" + text, typeId = "t" },
        ScalarType.RelatedItem => new { id = "x" + text, typeId = "t", name = text },
        ScalarType.Url or ScalarType.Image or ScalarType.Audio or ScalarType.Video or ScalarType.Media => "https://e.com/" + Uri.EscapeDataString(text) + ".png",
        ScalarType.Geohash => "u4pr",
        ScalarType.Datetime => "2024-05-06T07:08:09Z",
        ScalarType.IpAddress => "192.0.2.1",
        _ => text,
    };
}
