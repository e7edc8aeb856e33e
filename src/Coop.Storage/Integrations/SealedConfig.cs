using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Coop.Storage.Secrets;

namespace Coop.Storage.Integrations;

/// <summary>A configuration with its secret members encrypted, each for itself and for this organisation, integration and key only.</summary>
internal static class SealedConfig
{
    private const string Purpose = "integration-config";

    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Seal(SecretVault vault, string orgId, string integrationId, JsonElement config, IReadOnlySet<string> secretKeys) =>
        Rewrite(config, (member, writer) =>
        {
            if (secretKeys.Contains(member.Name))
            {
                writer.WriteString(member.Name, vault.Encrypt(member.Value.GetRawText(), Purpose, orgId, integrationId, member.Name));
            }
            else
            {
                writer.WritePropertyName(member.Name);
                writer.WriteRawValue(member.Value.GetRawText());
            }
        });

    /// <summary>Leaves out and names what cannot be decrypted.</summary>
    public static (JsonElement Config, IReadOnlyList<string> Unreadable) Open(SecretVault vault, IntegrationConfigRow row, IReadOnlySet<string> secretKeys)
    {
        List<string> unreadable = [];
        var opened = Rewrite(JsonElement.Parse(row.Config), (member, writer) =>
        {
            var text = member.Value.GetRawText();
            if (secretKeys.Contains(member.Name)
                && (member.Value.ValueKind != JsonValueKind.String
                    || !vault.TryDecrypt(member.Value.GetString()!, out text, Purpose, row.OrgId, row.IntegrationId, member.Name)))
            {
                unreadable.Add(member.Name);
                return;
            }

            writer.WritePropertyName(member.Name);
            writer.WriteRawValue(text);
        });
        return (JsonElement.Parse(opened), unreadable);
    }

    private static string Rewrite(JsonElement config, Action<JsonProperty, Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            writer.WriteStartObject();
            foreach (var member in config.EnumerateObject())
            {
                write(member, writer);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
