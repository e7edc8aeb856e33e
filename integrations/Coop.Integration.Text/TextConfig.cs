using System.Text.Json.Serialization;

namespace Coop.Integration.Text;

/// <summary>The entry's <c>config</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record TextConfig
{
    public const int Least = 64;
    public const int Most = 1_000_000;

    /// <summary>What the compiled regular expressions of all rules may take in memory together; an eighth of what the server has when left out.</summary>
    public int? PatternMegabytes { get; init; }

    public long PatternBytes => PatternMegabytes is { } megabytes
        ? megabytes * 1_000_000L
        : Math.Max(Least * 1_000_000L, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 8);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TextConfig))]
internal sealed partial class TextConfigJson : JsonSerializerContext;
