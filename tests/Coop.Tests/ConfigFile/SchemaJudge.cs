using System.Text.Json;
using System.Text.RegularExpressions;

namespace Coop.Tests.ConfigFile;

/// <summary>
/// Judges a JSON value by a JSON Schema, for the keywords our schema uses; it refuses to judge by one it does not know. No schema library restores
/// in every place these tests run.
/// </summary>
internal sealed class SchemaJudge(JsonElement root)
{
    private static readonly string[] Annotations = ["$schema", "title", "description", "default", "$defs"];

    public bool Accepts(JsonElement value) => Accepts(value, root);

    private bool Accepts(JsonElement value, JsonElement schema) => schema.EnumerateObject().All(keyword => keyword.Name switch
    {
        "type" => keyword.Value.GetString() switch
        {
            "object" => value.ValueKind == JsonValueKind.Object,
            "array" => value.ValueKind == JsonValueKind.Array,
            "string" => value.ValueKind == JsonValueKind.String,
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "integer" => value.ValueKind == JsonValueKind.Number && double.IsInteger(value.GetDouble()),
            var other => throw new NotSupportedException($"type {other}"),
        },
        "required" => value.ValueKind != JsonValueKind.Object || keyword.Value.EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _)),
        "properties" => value.ValueKind != JsonValueKind.Object
            || value.EnumerateObject().All(member => !keyword.Value.TryGetProperty(member.Name, out var inner) || Accepts(member.Value, inner)),
        "additionalProperties" when keyword.Value.ValueKind == JsonValueKind.False => value.ValueKind != JsonValueKind.Object
            || value.EnumerateObject().All(member => schema.GetProperty("properties").TryGetProperty(member.Name, out _)),
        "items" => value.ValueKind != JsonValueKind.Array || value.EnumerateArray().All(element => Accepts(element, keyword.Value)),
        "$ref" => Accepts(value, keyword.Value.GetString()!.TrimStart('#', '/').Split('/').Aggregate(root, (at, name) => at.GetProperty(name))),
        "enum" => keyword.Value.EnumerateArray().Any(choice => JsonElement.DeepEquals(choice, value)),
        "minimum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() >= keyword.Value.GetDouble(),
        "maximum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() <= keyword.Value.GetDouble(),
        "pattern" => value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, keyword.Value.GetString()!),
        var annotation when Annotations.Contains(annotation) => true,
        var unknown => throw new NotSupportedException($"keyword {unknown}"),
    });
}
