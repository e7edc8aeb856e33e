using System.Text.Json;
using Coop.Engine;
using Coop.Integrations;

namespace Coop.Plugins.Processes.Wire;

/// <summary>Writes what a signal is given, exactly as the TypeScript contract has it. By hand: this is the hot path.</summary>
internal static class SignalWriter
{
    public static void WriteRun(Utf8JsonWriter json, string signalId, SignalInput input)
    {
        json.WriteStartObject();
        json.WriteString("signalId"u8, signalId);
        json.WritePropertyName("input"u8);
        WriteInput(json, signalId, input);
        json.WriteEndObject();
    }

    public static void WriteBatch(Utf8JsonWriter json, string signalId, IReadOnlyList<SignalInput> inputs)
    {
        json.WriteStartObject();
        json.WriteString("signalId"u8, signalId);
        json.WriteStartArray("inputs"u8);
        foreach (var input in inputs)
        {
            WriteInput(json, signalId, input);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteInput(Utf8JsonWriter json, string signalId, SignalInput input)
    {
        json.WriteStartObject();
        json.WritePropertyName("value"u8);
        if (input.Item is { } item)
        {
            WriteItem(json, item);
        }
        else
        {
            WriteValue(json, input.Value.GetValueOrDefault());
        }

        json.WriteString("orgId"u8, input.OrgId);
        if (input.MatchingValues is { } matching)
        {
            MatchingValuesWriter.Write(json, matching);
        }

        if (input.ActionPenalties is { } penalties)
        {
            WritePenalties(json, penalties);
        }

        WriteText(json, "subcategory"u8, input.Subcategory);
        WriteText(json, "contentId"u8, input.ContentId);
        WriteText(json, "userId"u8, input.UserId);
        WriteText(json, "contextId"u8, input.ContextId);
        WriteText(json, "contentType"u8, input.ContentType);
        WriteElement(json, "args"u8, input.Args);
        json.WriteStartObject("signal"u8);
        json.WriteString("type"u8, signalId);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, ScalarValue value)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, WireNames.Of(value.Type));
        json.WritePropertyName("value"u8);
        switch (value.Type)
        {
            case ScalarType.Number:
                json.WriteNumberValue(value.AsNumber());
                break;
            case ScalarType.Boolean:
                json.WriteBooleanValue(value.AsBoolean());
                break;
            case ScalarType.UserId or ScalarType.RelatedItem:
                WriteReference(json, value.AsReference(), withName: value.Type == ScalarType.RelatedItem);
                break;
            case ScalarType.Image or ScalarType.Audio or ScalarType.Video or ScalarType.Media:
                WriteMedia(json, value.AsMedia(), withKind: value.Type == ScalarType.Media);
                break;
            default:
                json.WriteStringValue(value.AsText());
                break;
        }

        json.WriteEndObject();
    }

    private static void WriteReference(Utf8JsonWriter json, ItemReference reference, bool withName)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, reference.Id);
        json.WriteString("typeId"u8, reference.TypeId);
        if (withName)
        {
            WriteText(json, "name"u8, reference.Name);
        }

        json.WriteEndObject();
    }

    private static void WriteMedia(Utf8JsonWriter json, MediaReference media, bool withKind)
    {
        json.WriteStartObject();
        json.WriteString("url"u8, media.Url);
        if (withKind)
        {
            json.WriteString("mediaType"u8, media.Kind == MediaKind.Unknown ? null : WireNames.Of(media.Kind));
        }

        json.WriteEndObject();
    }

    private static void WriteItem(Utf8JsonWriter json, FullItem item)
    {
        json.WriteStartObject();
        json.WritePropertyName("data"u8);
        item.Data.WriteTo(json);
        json.WriteStartObject("itemType"u8);
        json.WriteString("id"u8, item.TypeId);
        json.WriteString("name"u8, item.TypeName);
        json.WriteString("kind"u8, WireNames.Of(item.Kind));
        json.WriteString("version"u8, item.TypeVersion);
        json.WriteStartArray("schema"u8);
        foreach (var field in item.Schema)
        {
            WriteField(json, field);
        }

        json.WriteEndArray();
        json.WriteStartObject("schemaFieldRoles"u8);
        foreach (var (role, field) in item.Roles)
        {
            json.WriteString(role, field);
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteField(Utf8JsonWriter json, ItemField field)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, field.Name);
        json.WriteString("type"u8, field.Container is { } type ? WireNames.Of(type) : WireNames.Of(field.Type));
        json.WriteBoolean("required"u8, field.Required);
        if (field.Container is { } container)
        {
            json.WriteStartObject("container"u8);
            json.WriteString("containerType"u8, WireNames.Of(container));
            json.WriteString("keyScalarType"u8, field.KeyType is { } key ? WireNames.Of(key) : null);
            json.WriteString("valueScalarType"u8, WireNames.Of(field.Type));
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("container"u8);
        }

        json.WriteEndObject();
    }

    private static void WritePenalties(Utf8JsonWriter json, IReadOnlyList<ActionPenalty> penalties)
    {
        json.WriteStartArray("actionPenalties"u8);
        foreach (var penalty in penalties)
        {
            json.WriteStartObject();
            json.WriteString("actionId"u8, penalty.ActionId);
            json.WriteString("policyId"u8, penalty.PolicyId);
            json.WriteStartArray("penalties"u8);
            foreach (var one in penalty.Penalties)
            {
                json.WriteStringValue(one);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    private static void WriteElement(Utf8JsonWriter json, ReadOnlySpan<byte> name, JsonElement? element)
    {
        if (element is { } value)
        {
            json.WritePropertyName(name);
            value.WriteTo(json);
        }
    }
}
