using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Coop.Engine.Integrations;
using Coop.Engine.Problems;
using Coop.Integrations;
using Coop.Server.Web.Parts;

namespace Coop.Server.Integrations.Pages;

/// <summary>What somebody typed into the form that a manifest describes, and the JSON it becomes. Checking it is the feature's business, not the form's.</summary>
public sealed class ConfigForm
{
    private static readonly JsonSerializerOptions IndentedJson = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly MaskedConfig _saved;
    private readonly Dictionary<string, JsonElement> _shown = [];
    private readonly Dictionary<string, string> _shownTexts = [];

    public ConfigForm(IReadOnlyList<ConfigurationField> fields, MaskedConfig saved)
    {
        (Fields, _saved) = (fields, saved);
        foreach (var field in fields)
        {
            var has = saved.Json.TryGetProperty(field.Key, out var value) && value.ValueKind != JsonValueKind.Null;
            if (field.InputType == ConfigurationInputType.Password)
            {
                Secrets[field.Key] = new SecretState(has, saved.UnreadableSecrets.Contains(field.Key));
                continue;
            }

            var shown = has ? value : saved.UpdatedAt is not null ? default : field.Default ?? default;
            _shown[field.Key] = shown;
            if (field.InputType == ConfigurationInputType.Array)
            {
                Lists[field.Key] = [.. Entries(shown).Select(AsText)];
            }
            else
            {
                Texts[field.Key] = _shownTexts[field.Key] = TextOf(field, shown);
            }
        }
    }

    /// <summary>Those this form was made of; a reload may have given the integration others since.</summary>
    public IReadOnlyList<ConfigurationField> Fields { get; }

    public Dictionary<string, string> Texts { get; } = [];

    public Dictionary<string, List<string>> Lists { get; } = [];

    public Dictionary<string, SecretState> Secrets { get; } = [];

    /// <summary>JSON fields whose text is none; their editors say what is wrong.</summary>
    public IReadOnlyList<Problem> BrokenJson => [.. Fields.Where(each => each.InputType == ConfigurationInputType.Json)
        .Select(each => JsonMistake.In(Texts[each.Key]) is { } mistake ? InputProblems.NotJson(FieldPointer.Member(each.Key), mistake) : null)
        .OfType<Problem>()];

    /// <summary>A secret is typed, or is to be removed.</summary>
    public bool HasSecrets => Secrets.Values.Any(secret => secret.IsRemoved || secret.Text.Length > 0);

    /// <summary>What may be kept in the browser.</summary>
    public ConfigTyping Typing => new(
        Texts.Where(text => text.Value != _shownTexts[text.Key]).ToDictionary(),
        Lists.Where(list => !list.Value.SequenceEqual(Entries(_shown[list.Key]).Select(AsText))).ToDictionary());

    /// <summary>What was typed earlier, over what is saved now.</summary>
    public ConfigForm With(ConfigTyping typed)
    {
        var form = new ConfigForm(Fields, _saved);
        foreach (var (key, text) in typed.Texts.Where(pair => form.Texts.ContainsKey(pair.Key)))
        {
            form.Texts[key] = text;
        }

        foreach (var (key, list) in typed.Lists.Where(pair => form.Lists.ContainsKey(pair.Key)))
        {
            form.Lists[key] = list;
        }

        return form;
    }

    /// <summary>What was typed here, secrets too, on another drawing of the form: what nobody touched is as it is there.</summary>
    public ConfigForm Over(ConfigForm other)
    {
        var form = other.With(Typing);
        foreach (var (key, secret) in form.Secrets)
        {
            if (Secrets.TryGetValue(key, out var earlier))
            {
                secret.TakeOver(earlier);
            }
        }

        return form;
    }

    public JsonElement ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var field in Fields)
            {
                Write(writer, field);
            }

            writer.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private void Write(Utf8JsonWriter writer, ConfigurationField field)
    {
        switch (field.InputType)
        {
            case ConfigurationInputType.Password:
                WriteSecret(writer, field.Key);
                break;
            case ConfigurationInputType.Array:
                WriteList(writer, field.Key);
                break;
            default:
                if (!string.IsNullOrWhiteSpace(Texts[field.Key]))
                {
                    writer.WritePropertyName(field.Key);
                    WriteText(writer, field, Texts[field.Key]);
                }

                break;
        }
    }

    // Left out, a secret keeps its saved value.
    private void WriteSecret(Utf8JsonWriter writer, string key)
    {
        var secret = Secrets[key];
        if (secret.IsRemoved)
        {
            writer.WriteNull(key);
        }
        else if (secret.IsReplaced && !string.IsNullOrWhiteSpace(secret.Text))
        {
            writer.WriteString(key, secret.Text);
        }
    }

    private void WriteText(Utf8JsonWriter writer, ConfigurationField field, string text)
    {
        switch (field.InputType)
        {
            case ConfigurationInputType.Json when JsonMistake.In(text) is not null:
                // Never saved like this: it is told as it stands, with what is wrong with the other fields.
                writer.WriteStringValue(text);
                break;
            case ConfigurationInputType.Json:
                WriteJson(writer, text);
                break;
            case ConfigurationInputType.Number when _shown[field.Key] is { ValueKind: JsonValueKind.Number } shown && text == _shownTexts[field.Key]:
                shown.WriteTo(writer);
                break;
            case ConfigurationInputType.Number when IsNumber(text, out var number):
                writer.WriteNumberValue(number);
                break;
            case ConfigurationInputType.Boolean:
                writer.WriteBooleanValue(text == "true");
                break;
            default:
                writer.WriteStringValue(text == _shownTexts.GetValueOrDefault(field.Key) ? text : text.Trim());
                break;
        }
    }

    // An entry that nobody touched goes back as what it was; of new ones, a number among numbers is one, and an object or a list is written as JSON.
    private void WriteList(Utf8JsonWriter writer, string key)
    {
        var untouched = Entries(_shown[key]);
        var areNumbers = untouched.Count > 0 && untouched.TrueForAll(entry => entry.ValueKind == JsonValueKind.Number);
        writer.WriteStartArray(key);
        foreach (var entry in Lists[key].Where(entry => !string.IsNullOrWhiteSpace(entry)))
        {
            if (untouched.FindIndex(each => AsText(each) == entry) is >= 0 and var at)
            {
                untouched[at].WriteTo(writer);
                untouched.RemoveAt(at);
            }
            else if (areNumbers && IsNumber(entry, out var number))
            {
                writer.WriteNumberValue(number);
            }
            else if (entry.TrimStart() is ['{' or '[', ..] && JsonMistake.In(entry) is null)
            {
                WriteJson(writer, entry);
            }
            else
            {
                writer.WriteStringValue(entry.Trim());
            }
        }

        writer.WriteEndArray();
    }

    private static void WriteJson(Utf8JsonWriter writer, string text)
    {
        using var parsed = JsonDocument.Parse(text);
        parsed.RootElement.WriteTo(writer);
    }

    // No thousands separators: "0,8" is not 8.
    private static bool IsNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    private static List<JsonElement> Entries(JsonElement list) => list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : [];

    // A box that must say yes or no says no until somebody ticks it.
    private static string TextOf(ConfigurationField field, JsonElement shown) => shown.ValueKind switch
    {
        JsonValueKind.Undefined => field is { InputType: ConfigurationInputType.Boolean, Required: true } ? "false" : "",
        _ when field.InputType == ConfigurationInputType.Json => JsonSerializer.Serialize(shown, IndentedJson),
        _ => AsText(shown),
    };

    private static string AsText(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
