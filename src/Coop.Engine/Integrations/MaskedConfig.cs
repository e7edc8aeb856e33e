using System.Globalization;
using System.Text.Json;
using Coop.Integrations;

namespace Coop.Engine.Integrations;

/// <summary>A saved configuration as it may be shown: a secret is <c>{ "saved": true }</c>.</summary>
/// <param name="Json">An object, empty when nothing is saved.</param>
/// <param name="UpdatedAt">Null when nothing is saved.</param>
public sealed record MaskedConfig(JsonElement Json, DateTimeOffset? UpdatedAt)
{
    /// <summary>Keys of secrets that were saved but cannot be decrypted any more; they must be given again.</summary>
    public IReadOnlyList<string> UnreadableSecrets { get; init; } = [];

    /// <summary>Whoever saves over it says which one they read. That nothing is saved is something to be changed, too.</summary>
    public string Version => VersionOf(UpdatedAt);

    internal static string VersionOf(DateTimeOffset? updatedAt) => updatedAt?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) ?? "none";

    /// <summary>Only members that the manifest knows are shown: of others nobody can tell whether they are secret.</summary>
    internal static MaskedConfig Of(IntegrationManifest manifest, JsonElement config, DateTimeOffset? updatedAt) => new(
        JsonText.ToElement(writer =>
        {
            writer.WriteStartObject();
            foreach (var field in manifest.ConfigurationFields)
            {
                if (!config.TryGetProperty(field.Key, out var value))
                {
                    continue;
                }

                writer.WritePropertyName(field.Key);
                if (field.InputType == ConfigurationInputType.Password)
                {
                    SecretMask.Json.WriteTo(writer);
                }
                else
                {
                    value.WriteTo(writer);
                }
            }

            writer.WriteEndObject();
        }),
        updatedAt);
}
