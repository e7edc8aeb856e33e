using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Coop.Engine;

namespace Coop.Storage.Schema;

/// <summary>The nested parts of rows, as JSON text.</summary>
internal static class StoredJson
{
    // Relaxed escaping is for HTML only a danger; these texts are never put into a page as they are.
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { WireNames.Converter, new ConditionSetConverter() },
    };

    public static string Of<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T To<T>(string json) => JsonSerializer.Deserialize<T>(json, Options)
        ?? throw new InvalidOperationException($"The database holds a JSON null where {typeof(T).Name} belongs.");
}
