using System.Text.Json;
using System.Text.Json.Serialization;
using Coop.Integrations;

namespace Coop.Tests.Conformance;

/// <summary>All of a manifest or a descriptor as text, so that two can be compared to the last member.</summary>
internal static class Told
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Converters = { new ScoreAsText(), new JsonStringEnumConverter() } };

    public static string InFull<T>(T value) => JsonSerializer.Serialize(value, Options);

    private sealed class ScoreAsText : JsonConverter<SignalScore>
    {
        public override SignalScore Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, SignalScore value, JsonSerializerOptions options) => writer.WriteStringValue($"{value.Kind} {value}");
    }
}
