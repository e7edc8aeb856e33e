using System.Text.Json;
using System.Text.Json.Serialization;
using Coop.Engine.Rules.Conditions;

namespace Coop.Tests.Storage;

/// <summary>A record with all its members as text, whatever their types: two are equal when the texts are.</summary>
internal static class Whole
{
    private static readonly JsonSerializerOptions Options = new()
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(), new ConditionText() },
    };

    public static string Text<T>(T value) => JsonSerializer.Serialize(value, Options);

    private sealed class ConditionText : JsonConverter<ConditionSet>
    {
        public override ConditionSet Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, ConditionSet value, JsonSerializerOptions options) => ConditionJson.Write(writer, value);
    }
}
