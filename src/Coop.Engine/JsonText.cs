using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Coop.Engine;

/// <summary>How the engine writes JSON: compact, and readable beyond ASCII.</summary>
internal static class JsonText
{
    public static JsonWriterOptions WriterOptions { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonElement EmptyObject { get; } = JsonElement.Parse("{}");

    /// <summary>Text as a JSON string, quotes included.</summary>
    public static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text, WriterOptions.Encoder)}\"";

    public static JsonElement ToElement(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            write(writer);
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    /// <summary>The text of a JSON string; false when it is none, or holds half a surrogate pair.</summary>
    public static bool TryGetText(JsonElement json, out string text)
    {
        text = "";
        if (json.ValueKind != JsonValueKind.String)
        {
            return false;
        }

        try
        {
            text = json.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
