using System.Text.Json;
using System.Text.Json.Serialization;
using Coop.Engine.Rules.Conditions;

namespace Coop.Storage.Schema;

/// <summary>Conditions are stored in the one form rules have everywhere.</summary>
internal sealed class ConditionSetConverter : JsonConverter<ConditionSet>
{
    public override ConditionSet Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var read = ConditionJson.Read(document.RootElement.Clone());
        return read.TryGet(out var conditions)
            ? conditions
            : throw new JsonException($"Stored conditions cannot be read: {string.Join(" ", read.Problems.Select(problem => $"{problem.Pointer}: {problem.Detail ?? problem.Title}"))}");
    }

    public override void Write(Utf8JsonWriter writer, ConditionSet value, JsonSerializerOptions options) => ConditionJson.Write(writer, value);
}
