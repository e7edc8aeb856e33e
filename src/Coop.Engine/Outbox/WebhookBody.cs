using System.Buffers;
using System.Text.Json;
using Coop.Integrations;

namespace Coop.Engine.Outbox;

/// <summary>The bytes of a webhook, in the form that receivers of the TypeScript system know. Written once, then stored, signed and sent as they are.</summary>
public static class WebhookBody
{
    public static byte[] Write(WebhookContent content)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, JsonText.WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("item");
            writer.WriteString("id", content.ItemId);
            writer.WriteString("typeId", content.ItemType.Id);
            writer.WriteString("typeName", content.ItemType.Name);
            writer.WriteEndObject();
            WriteReasons(writer, content);
            writer.WriteStartObject("action");
            writer.WriteString("id", content.ActionId);
            writer.WriteEndObject();
            WriteCustom(writer, content);
            WriteCreator(writer, content.Creator);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteReasons(Utf8JsonWriter writer, WebhookContent content)
    {
        writer.WriteStartArray("policies");
        foreach (var policy in content.Policies)
        {
            writer.WriteStartObject();
            writer.WriteString("id", policy.Id);
            writer.WriteString("name", policy.Name);
            writer.WriteString("penalty", policy.Penalty);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("rules");
        foreach (var rule in content.Rules)
        {
            writer.WriteStartObject();
            writer.WriteString("id", rule.Id);
            writer.WriteString("name", rule.Name);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteCustom(Utf8JsonWriter writer, WebhookContent content)
    {
        writer.WriteStartObject("custom");
        foreach (var member in Members(content.StaticBody))
        {
            if (content.Parameters is not { ValueKind: JsonValueKind.Object } given || !given.TryGetProperty(member.Name, out _))
            {
                member.WriteTo(writer);
            }
        }

        foreach (var member in Members(content.Parameters))
        {
            member.WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    private static void WriteCreator(Utf8JsonWriter writer, ItemReference? creator)
    {
        if (creator is not null)
        {
            writer.WriteStartObject("creator");
            writer.WriteString("id", creator.Id);
            writer.WriteString("typeId", creator.TypeId);
            writer.WriteEndObject();
        }
    }

    private static JsonElement.ObjectEnumerator Members(JsonElement? json) =>
        (json is { ValueKind: JsonValueKind.Object } given ? given : JsonText.EmptyObject).EnumerateObject();
}
