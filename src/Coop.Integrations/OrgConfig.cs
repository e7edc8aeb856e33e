using System.Text.Json;

namespace Coop.Integrations;

/// <summary>
/// One organisation's saved configuration for one integration: a JSON object whose members are the keys of the manifest's
/// <see cref="IntegrationManifest.ConfigurationFields"/>. Immutable and thread-safe. It may hold secrets: <see cref="ToString"/> shows only keys.
/// </summary>
public sealed class OrgConfig
{
    private static readonly JsonElement EmptyObject = JsonDocument.Parse("{}").RootElement;

    /// <summary>The configuration of an organisation that has saved nothing.</summary>
    public static OrgConfig Empty { get; } = new(EmptyObject);

    /// <summary>Wraps a JSON object.</summary>
    /// <param name="json">A JSON object. It must outlive this instance: clone it if its document is disposed.</param>
    /// <exception cref="ArgumentException"><paramref name="json"/> is not an object.</exception>
    public OrgConfig(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new ArgumentException($"A configuration is a JSON object, not {json.ValueKind}.", nameof(json));
        }

        Json = json;
    }

    /// <summary>The whole object.</summary>
    public JsonElement Json { get; }

    /// <summary>The text saved under a key; a number is given as its JSON text. Null when absent, null, or of another kind.</summary>
    public string? GetString(string key) => Json.TryGetProperty(key, out var value)
        ? value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        }
        : null;

    /// <summary>The number saved under a key; numeric text in invariant notation counts. Null when absent or not a finite number.</summary>
    public double? GetNumber(string key)
    {
        if (!Json.TryGetProperty(key, out var value))
        {
            return null;
        }

        var parsed = value.ValueKind switch
        {
            JsonValueKind.Number => value.GetDouble(),
            JsonValueKind.String when double.TryParse(value.GetString(), System.Globalization.CultureInfo.InvariantCulture, out var number) => number,
            _ => double.NaN,
        };
        return double.IsFinite(parsed) ? parsed : null;
    }

    /// <summary>The boolean saved under a key. Null when absent or not a boolean.</summary>
    public bool? GetBoolean(string key) => Json.TryGetProperty(key, out var value)
        ? value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => null,
        }
        : null;

    /// <summary>The keys, never the values.</summary>
    public override string ToString() => $"OrgConfig {{ {string.Join(", ", Json.EnumerateObject().Select(member => member.Name))} }}";
}
