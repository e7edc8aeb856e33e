using System.Text.Json;

namespace Coop.Engine;

/// <summary>How a saved secret is shown, and what keeps it when it is sent back: <c>{ "saved": true }</c>.</summary>
public static class SecretMask
{
    public static JsonElement Json { get; } = JsonElement.Parse("""{"saved":true}""");

    public static bool Is(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object && value.GetPropertyCount() == 1 && value.TryGetProperty("saved", out var saved) && saved.ValueKind == JsonValueKind.True;
}
