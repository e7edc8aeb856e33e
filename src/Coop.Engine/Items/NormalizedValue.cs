using System.Text.Json;
using Coop.Integrations;

namespace Coop.Engine.Items;

/// <summary>Values in the normalised data of an item. Unlike coercion, reading takes only what writing gives.</summary>
internal static class NormalizedValue
{
    public static void Write(Utf8JsonWriter writer, ScalarValue value)
    {
        switch (value.Type)
        {
            case ScalarType.Number:
                writer.WriteNumberValue(value.AsNumber());
                break;
            case ScalarType.Boolean:
                writer.WriteBooleanValue(value.AsBoolean());
                break;
            case ScalarType.UserId or ScalarType.RelatedItem:
                writer.WriteStartObject();
                writer.WriteString("id", value.AsReference().Id);
                writer.WriteString("typeId", value.AsReference().TypeId);
                if (value.AsReference().Name is { } name)
                {
                    writer.WriteString("name", name);
                }

                writer.WriteEndObject();
                break;
            case ScalarType.Image or ScalarType.Audio or ScalarType.Video or ScalarType.Media:
                writer.WriteStartObject();
                writer.WriteString("url", value.AsMedia().Url);
                if (value.Type == ScalarType.Media)
                {
                    WriteKind(writer, value.AsMedia().Kind);
                }

                writer.WriteEndObject();
                break;
            default:
                writer.WriteStringValue(value.AsText());
                break;
        }
    }

    /// <summary>False when it is not of the type's normalised form, as may be after the type was changed.</summary>
    public static bool TryRead(ScalarType type, JsonElement json, out ScalarValue value)
    {
        value = default;
        switch (json.ValueKind)
        {
            case JsonValueKind.Number when type == ScalarType.Number && json.TryGetDouble(out var number):
                value = ScalarValue.Number(number);
                return true;
            case JsonValueKind.True or JsonValueKind.False when type == ScalarType.Boolean:
                value = ScalarValue.Boolean(json.GetBoolean());
                return true;
            case JsonValueKind.String when ScalarValue.IsTextual(type) && JsonText.TryGetText(json, out var text):
                value = ScalarValue.Text(type, text);
                return true;
            case JsonValueKind.Object when ScalarValue.IsMedia(type) && Member(json, "url") is { } url && WebUrl.IsAcceptable(url):
                value = ScalarValue.Media(type, new MediaReference(url, WebUrl.MediaKindOf(type, url)));
                return true;
            case JsonValueKind.Object when type is ScalarType.UserId or ScalarType.RelatedItem && Member(json, "id") is { } id && Member(json, "typeId") is { } typeId:
                value = ScalarValue.Reference(type, new ItemReference(id, typeId, type == ScalarType.RelatedItem ? Member(json, "name") : null));
                return true;
            default:
                return false;
        }
    }

    private static string? Member(JsonElement json, string name) => json.TryGetProperty(name, out var value) && JsonText.TryGetText(value, out var text) ? text : null;

    private static void WriteKind(Utf8JsonWriter writer, MediaKind kind)
    {
        if (kind == MediaKind.Unknown)
        {
            writer.WriteNull("mediaType");
        }
        else
        {
            writer.WriteString("mediaType", WireNames.Of(kind));
        }
    }
}
