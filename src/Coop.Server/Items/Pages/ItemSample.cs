using System.Text.Json;
using Coop.Engine.Items;
using Coop.Integrations;

namespace Coop.Server.Items.Pages;

/// <summary>An item of a type as a platform might send it, to begin from.</summary>
internal static class ItemSample
{
    /// <summary>Its data as JSON, a field a line.</summary>
    public static string DataOf(ItemType type) => "{\n" + string.Join(",\n", type.Fields.Select(field => $"  {JsonSerializer.Serialize(field.Name)}: {ValueOf(field)}")) + "\n}";

    private static string ValueOf(ItemField field)
    {
        var value = field.Type switch
        {
            ScalarType.Number => "1",
            ScalarType.Boolean => "true",
            ScalarType.Datetime => "\"2026-01-31T12:00:00Z\"",
            ScalarType.Image or ScalarType.Audio or ScalarType.Video or ScalarType.Media or ScalarType.Url => "\"https://example.com/file\"",
            ScalarType.UserId or ScalarType.RelatedItem => "null",
            ScalarType.Geohash => "\"u33db\"",
            ScalarType.IpAddress => "\"192.0.2.1\"",
            ScalarType.EmailAddress => "\"someone@example.com\"",
            _ => "\"some text\"",
        };
        return field.Container switch
        {
            ContainerType.Array => value == "null" ? "[]" : $"[{value}]",
            ContainerType.Map => "{}",
            _ => value,
        };
    }
}
