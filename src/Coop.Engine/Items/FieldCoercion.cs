using System.Text.Json;
using Coop.Integrations;

namespace Coop.Engine.Items;

/// <summary>A field's submitted value to its normalised JSON and its values.</summary>
internal static class FieldCoercion
{
    /// <summary>The values of a field, what to do with them, or what is wrong.</summary>
    /// <param name="Values">Null when missing or refused.</param>
    /// <param name="Keys">The keys of a map, as many as values; null otherwise.</param>
    /// <param name="Hint">What it should have been; null unless refused.</param>
    public readonly record struct Outcome(IReadOnlyList<ScalarValue>? Values, IReadOnlyList<string>? Keys, string? Hint);

    public static Outcome Coerce(ItemField field, JsonElement json, IReadOnlySet<string> knownTypeIds) => field.Container switch
    {
        null => Single(field, json, knownTypeIds),
        ContainerType.Array => Array(field, json, knownTypeIds),
        _ => Map(field, json, knownTypeIds),
    };

    public static void Write(Utf8JsonWriter writer, ItemField field, Outcome outcome)
    {
        switch (field.Container)
        {
            case null:
                NormalizedValue.Write(writer, outcome.Values![0]);
                break;
            case ContainerType.Array:
                writer.WriteStartArray();
                foreach (var value in outcome.Values!)
                {
                    NormalizedValue.Write(writer, value);
                }

                writer.WriteEndArray();
                break;
            default:
                writer.WriteStartObject();
                foreach (var (key, value) in outcome.Keys!.Zip(outcome.Values!))
                {
                    writer.WritePropertyName(key);
                    NormalizedValue.Write(writer, value);
                }

                writer.WriteEndObject();
                break;
        }
    }

    private static Outcome Single(ItemField field, JsonElement json, IReadOnlySet<string> knownTypeIds)
    {
        var coerced = ScalarCoercion.Coerce(field.Type, json, knownTypeIds);
        return new Outcome(coerced.Hint is null && !coerced.IsMissing ? [coerced.Value] : null, null, coerced.Hint);
    }

    private static Outcome Array(ItemField field, JsonElement json, IReadOnlySet<string> knownTypeIds)
    {
        if (json.ValueKind != JsonValueKind.Array)
        {
            return new Outcome(null, null, "This field, if given, must be an array.");
        }

        var values = new List<ScalarValue>(json.GetArrayLength());
        foreach (var element in json.EnumerateArray())
        {
            var coerced = ScalarCoercion.Coerce(field.Type, element, knownTypeIds);
            if (coerced.Hint is not null)
            {
                return new Outcome(null, null, "Some items in this field's array were not valid.");
            }

            if (!coerced.IsMissing)
            {
                values.Add(coerced.Value);
            }
        }

        return new Outcome(values, null, null);
    }

    private static Outcome Map(ItemField field, JsonElement json, IReadOnlySet<string> knownTypeIds)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return new Outcome(null, null, "This field, if given, must be an object.");
        }

        var entries = new OrderedDictionary<string, ScalarValue>(StringComparer.Ordinal);
        foreach (var member in json.EnumerateObject())
        {
            var key = Key(field, member, knownTypeIds);
            var value = ScalarCoercion.Coerce(field.Type, member.Value, knownTypeIds);
            if (key.Hint is not null || value.Hint is not null)
            {
                return new Outcome(null, null, "Some entries in this field's map were not valid.");
            }

            if (!key.IsMissing && !value.IsMissing)
            {
                entries[key.Value.ToString()] = value.Value;
            }
        }

        return new Outcome([.. entries.Values], [.. entries.Keys], null);
    }

    private static Coerced Key(ItemField field, JsonProperty member, IReadOnlySet<string> knownTypeIds)
    {
        string name;
        try
        {
            name = member.Name;
        }
        catch (InvalidOperationException)
        {
            return Coerced.Invalid("A key must be valid Unicode text.");
        }

        var type = field.KeyType ?? ScalarType.String;
        return type == ScalarType.String ? ScalarValue.Text(name) : ScalarCoercion.Coerce(type, JsonElement.Parse(JsonText.Quoted(name)), knownTypeIds);
    }
}
