using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Coop.Integrations;
using Coop.Server.Web.Parts;

namespace Coop.Server.Integrations.Pages;

/// <summary>What somebody typed into the form that a manifest describes, and the JSON it becomes. Checking it is the feature's business, not the form's.</summary>
public sealed class ConfigForm
{
    private readonly IReadOnlyList<ConfigurationField> _fields;

    public ConfigForm(IReadOnlyList<ConfigurationField> fields, JsonElement saved, bool isSaved)
    {
        _fields = fields;
        foreach (var field in fields)
        {
            var has = saved.TryGetProperty(field.Key, out var value) && value.ValueKind != JsonValueKind.Null;
            if (field.InputType == ConfigurationInputType.Password)
            {
                Secrets[field.Key] = new SecretState(has);
                continue;
            }

            var shown = has ? value : isSaved ? default : field.Default ?? default;
            if (field.InputType == ConfigurationInputType.Array)
            {
                Lists[field.Key] = shown.ValueKind == JsonValueKind.Array ? [.. shown.EnumerateArray().Select(AsText)] : [];
            }
            else
            {
                Texts[field.Key] = shown.ValueKind == JsonValueKind.Undefined ? "" : field.InputType == ConfigurationInputType.Json ? Indented(shown) : AsText(shown);
            }
        }
    }

    public Dictionary<string, string> Texts { get; } = [];

    public Dictionary<string, List<string>> Lists { get; } = [];

    public Dictionary<string, SecretState> Secrets { get; } = [];

    /// <summary>The first JSON field whose text is no JSON; its editor says what is wrong.</summary>
    public string? BrokenJson => _fields.FirstOrDefault(each => each.InputType == ConfigurationInputType.Json && JsonMistake.In(Texts[each.Key]) is not null)?.Label;

    /// <summary>What may be kept in the browser: everything but secrets.</summary>
    public ConfigTyping Typing => new(Texts, Lists);

    public void Restore(ConfigTyping typed)
    {
        foreach (var (key, text) in typed.Texts.Where(pair => Texts.ContainsKey(pair.Key)))
        {
            Texts[key] = text;
        }

        foreach (var (key, list) in typed.Lists.Where(pair => Lists.ContainsKey(pair.Key)))
        {
            Lists[key] = list;
        }
    }

    public JsonElement ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var field in _fields)
            {
                Write(writer, field);
            }

            writer.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private void Write(Utf8JsonWriter writer, ConfigurationField field)
    {
        if (field.InputType == ConfigurationInputType.Password)
        {
            // Left out, a secret keeps its saved value.
            if (Secrets[field.Key] is { IsReplaced: true, Text: var secret })
            {
                writer.WriteString(field.Key, secret);
            }

            return;
        }

        if (field.InputType == ConfigurationInputType.Array)
        {
            writer.WriteStartArray(field.Key);
            foreach (var entry in Lists[field.Key].Where(entry => !string.IsNullOrWhiteSpace(entry)))
            {
                WriteEntry(writer, entry);
            }

            writer.WriteEndArray();
            return;
        }

        var text = Texts[field.Key];
        if (string.IsNullOrWhiteSpace(text))
        {
            return;
        }

        writer.WritePropertyName(field.Key);
        switch (field.InputType)
        {
            case ConfigurationInputType.Json:
                using (var parsed = JsonDocument.Parse(text))
                {
                    parsed.RootElement.WriteTo(writer);
                }

                break;
            case ConfigurationInputType.Number when double.TryParse(text, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number):
                writer.WriteNumberValue(number);
                break;
            case ConfigurationInputType.Boolean:
                writer.WriteBooleanValue(text == "true");
                break;
            default:
                writer.WriteStringValue(text.Trim());
                break;
        }
    }

    // A list holds text; an entry that was saved as an object or list goes back as one.
    private static void WriteEntry(Utf8JsonWriter writer, string entry)
    {
        if (entry.TrimStart() is ['{' or '[', ..] && JsonMistake.In(entry) is null)
        {
            using var parsed = JsonDocument.Parse(entry);
            parsed.RootElement.WriteTo(writer);
        }
        else
        {
            writer.WriteStringValue(entry.Trim());
        }
    }

    private static string AsText(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static string Indented(JsonElement value) => JsonSerializer.Serialize(value, IndentedJson);

    private static readonly JsonSerializerOptions IndentedJson = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}

/// <param name="Texts">By key.</param>
/// <param name="Lists">By key.</param>
public sealed record ConfigTyping(Dictionary<string, string> Texts, Dictionary<string, List<string>> Lists);

/// <summary>A secret on a form: saved and never shown, or being replaced.</summary>
public sealed class SecretState(bool isSaved)
{
    public bool IsSaved { get; } = isSaved;

    public bool IsReplaced { get; set; } = !isSaved;

    public string Text { get; set; } = "";
}
