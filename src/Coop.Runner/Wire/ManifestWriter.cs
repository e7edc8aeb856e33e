using System.Text.Json;
using Coop.Integrations;

namespace Coop.Runner.Wire;

/// <summary>A manifest in the shape the TypeScript contract has.</summary>
internal static class ManifestWriter
{
    public static void Write(Utf8JsonWriter json, IntegrationManifest manifest)
    {
        json.WriteStartObject();
        json.WriteString("id", manifest.Id);
        json.WriteString("name", manifest.Name);
        json.WriteString("version", manifest.Version);
        json.WriteBoolean("requiresConfig", manifest.RequiresConfig);
        json.WriteString("description", manifest.Description);
        json.WriteString("docsUrl", manifest.DocsUrl);
        json.WriteStartArray("configurationFields");
        foreach (var field in manifest.ConfigurationFields)
        {
            WriteField(json, field);
        }

        json.WriteEndArray();
        json.WriteNumber("configSchemaVersion", manifest.ConfigSchemaVersion);
        DescriptorWriter.WriteTexts(json, "signalTypeIds", manifest.SignalTypeIds);
        WriteCard(json, manifest.ModelCard);
        json.WriteString("modelCardLearnMoreUrl", manifest.ModelCardLearnMoreUrl);
        json.WriteString("logoUrl", manifest.LogoUrl);
        json.WriteString("logoWithBackgroundUrl", manifest.LogoWithBackgroundUrl);
        json.WriteString("logoPath", manifest.LogoPath);
        json.WriteString("logoWithBackgroundPath", manifest.LogoWithBackgroundPath);
        json.WriteString("contractVersion", manifest.ContractVersion);
        WriteOptionalTexts(json, "egressHosts", manifest.EgressHosts);
        WriteOptionalTexts(json, "sendsData", manifest.SendsData);
        json.WriteEndObject();
    }

    private static void WriteField(Utf8JsonWriter json, ConfigurationField field)
    {
        json.WriteStartObject();
        json.WriteString("key", field.Key);
        json.WriteString("label", field.Label);
        json.WriteBoolean("required", field.Required);
        // The contract writes input types in lower case.
        json.WriteString("inputType", field.InputType.ToString().ToLowerInvariant());
        json.WriteString("placeholder", field.Placeholder);
        json.WriteString("description", field.Description);
        json.WriteStartArray("options");
        foreach (var option in field.Options)
        {
            json.WriteStartObject();
            json.WriteString("value", option.Value);
            json.WriteString("label", option.Label);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (field.Default is { } value)
        {
            json.WritePropertyName("default");
            value.WriteTo(json);
        }

        WriteOptionalNumber(json, "minimum", field.Minimum);
        WriteOptionalNumber(json, "maximum", field.Maximum);
        json.WriteString("pattern", field.Pattern);
        json.WriteEndObject();
    }

    private static void WriteCard(Utf8JsonWriter json, ModelCard? card)
    {
        if (card is null)
        {
            json.WriteNull("modelCard");
            return;
        }

        json.WriteStartObject("modelCard");
        json.WriteString("modelName", card.ModelName);
        json.WriteString("version", card.Version);
        json.WriteString("releaseDate", card.ReleaseDate);
        json.WriteStartArray("sections");
        foreach (var section in card.Sections)
        {
            json.WriteStartObject();
            json.WriteString("id", section.Id);
            json.WriteString("title", section.Title);
            json.WriteStartArray("subsections");
            foreach (var part in section.Subsections)
            {
                json.WriteStartObject();
                json.WriteString("title", part.Title);
                WriteStatements(json, part.Fields);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            WriteStatements(json, section.Fields);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteStatements(Utf8JsonWriter json, IReadOnlyList<ModelCardField> fields)
    {
        json.WriteStartArray("fields");
        foreach (var field in fields)
        {
            json.WriteStartObject();
            json.WriteString("label", field.Label);
            json.WriteString("value", field.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteOptionalNumber(Utf8JsonWriter json, string name, double? number)
    {
        if (number is { } value)
        {
            DescriptorWriter.WriteNumber(json, name, value);
        }
    }

    private static void WriteOptionalTexts(Utf8JsonWriter json, string name, IReadOnlyList<string>? texts)
    {
        if (texts is null)
        {
            json.WriteNull(name);
        }
        else
        {
            DescriptorWriter.WriteTexts(json, name, texts);
        }
    }
}
