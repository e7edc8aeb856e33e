using System.Text.Json;
using System.Text.Json.Serialization;

namespace Coop.Engine;

/// <summary>Enums travel and are stored as UPPER_SNAKE_CASE text, as the TypeScript system has them.</summary>
public static class WireNames
{
    /// <summary>The wire name, such as <c>RELATED_ITEM</c>.</summary>
    public static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum => Names<TEnum>.ToWire[value];

    public static bool TryParse<TEnum>(string? text, out TEnum value)
        where TEnum : struct, Enum
    {
        value = default;
        return text is not null && Names<TEnum>.FromWire.TryGetValue(text, out value);
    }

    /// <summary>Every wire name of an enum, in its order: for messages and schemas.</summary>
    public static IReadOnlyCollection<string> All<TEnum>()
        where TEnum : struct, Enum => Names<TEnum>.ToWire.Values;

    /// <summary>For serializers.</summary>
    public static JsonConverter Converter { get; } = new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseUpper, allowIntegerValues: false);

    private static class Names<TEnum>
        where TEnum : struct, Enum
    {
        public static readonly Dictionary<TEnum, string> ToWire =
            Enum.GetValues<TEnum>().Distinct().ToDictionary(v => v, v => JsonNamingPolicy.SnakeCaseUpper.ConvertName(v.ToString()));

        public static readonly Dictionary<string, TEnum> FromWire = ToWire.ToDictionary(p => p.Value, p => p.Key, StringComparer.Ordinal);
    }
}
