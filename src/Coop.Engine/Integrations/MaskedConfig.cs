using System.Text.Json;
using Coop.Engine.Editing;
using Coop.Integrations;

namespace Coop.Engine.Integrations;

/// <summary>A saved configuration as it may be shown: a secret is <c>{ "saved": true }</c>.</summary>
/// <param name="Json">An object, empty when nothing is saved.</param>
/// <param name="UpdatedAt">Null when nothing is saved.</param>
public sealed record MaskedConfig(JsonElement Json, DateTimeOffset? UpdatedAt)
{
    /// <summary>Keys of secrets that were saved but cannot be decrypted any more; they must be given again.</summary>
    public IReadOnlyList<string> UnreadableSecrets { get; init; } = [];

    /// <summary>Whoever saves over it says which one they read.</summary>
    public string Version { get; init; } = SettingVersion.None;

    internal static MaskedConfig Of(IntegrationManifest manifest, Versioned<IntegrationConfig>? saved) =>
        new(Mask(manifest, saved?.Value.Json ?? JsonText.EmptyObject), saved?.ChangedAt)
        {
            UnreadableSecrets = saved?.Value.UnreadableSecrets ?? [],
            Version = saved?.Version ?? SettingVersion.None,
        };

    /// <summary>Only members that the manifest knows are shown: of others nobody can tell whether they are secret.</summary>
    private static JsonElement Mask(IntegrationManifest manifest, JsonElement config) =>
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
        });
}
