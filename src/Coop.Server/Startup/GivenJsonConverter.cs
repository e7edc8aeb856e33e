using System.Text.Json;
using System.Text.Json.Serialization;

namespace Coop.Server.Startup;

/// <summary>
/// JSON that is kept as it was sent, such as a rule's conditions. What could be stored but never be read back or answered with is refused at the door:
/// half a surrogate pair, and nesting so deep that no room is left for what is put around it.
/// </summary>
internal sealed class GivenJsonConverter : JsonConverter<JsonElement>
{
    public const string NoText = "Text and names must be valid Unicode: half of a surrogate pair is not";
    public const string TooDeep = "The JSON is nested too deeply: at most 48 levels here";

    private const int MostLevels = 48;

    private static readonly JsonConverter<JsonElement> Plain = (JsonConverter<JsonElement>)JsonSerializerOptions.Default.GetConverter(typeof(JsonElement));

    public override JsonElement Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var json = Plain.Read(ref reader, typeToConvert, options);
        try
        {
            Check(json, 1);
        }
        catch (InvalidOperationException)
        {
            throw new JsonException(NoText);
        }

        return json;
    }

    public override void Write(Utf8JsonWriter writer, JsonElement value, JsonSerializerOptions options) => Plain.Write(writer, value, options);

    private static void Check(JsonElement json, int level)
    {
        if (level > MostLevels && json.ValueKind is (JsonValueKind.Object or JsonValueKind.Array))
        {
            throw new JsonException(TooDeep);
        }

        switch (json.ValueKind)
        {
            case JsonValueKind.String:
                _ = json.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var element in json.EnumerateArray())
                {
                    Check(element, level + 1);
                }

                break;
            case JsonValueKind.Object:
                foreach (var member in json.EnumerateObject())
                {
                    _ = member.Name;
                    Check(member.Value, level + 1);
                }

                break;
        }
    }
}
