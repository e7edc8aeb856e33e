using System.Text.Json;
using System.Text.Json.Serialization;
using Coop.Engine.Problems;

namespace Coop.Server.Api;

/// <summary>JSON that is kept as it was sent, such as a rule's conditions: only what can be kept.</summary>
internal sealed class GivenJsonConverter : JsonConverter<JsonElement>
{
    private static readonly JsonConverter<JsonElement> Plain = (JsonConverter<JsonElement>)JsonSerializerOptions.Default.GetConverter(typeof(JsonElement));

    public override JsonElement Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var json = Plain.Read(ref reader, typeToConvert, options);
        return KeepableJson.Mistake(json) is { } mistake ? throw new JsonException(mistake) : json;
    }

    public override void Write(Utf8JsonWriter writer, JsonElement value, JsonSerializerOptions options) => Plain.Write(writer, value, options);
}
