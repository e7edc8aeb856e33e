using System.Text.Json;
using Coop.Engine.Integrations;
using Coop.Integrations;
using Coop.Plugins.Problems;

namespace Coop.Plugins.Processes.Manifests;

/// <summary>A manifest from another process. What can only be wrong in JSON is found here; the rest is checked as for every integration.</summary>
internal static class ManifestReader
{
    public static IntegrationManifest Read(JsonElement json, Findings findings)
    {
        var manifest = new Member(json, "manifest", ManifestCodes.Member, findings);
        return new IntegrationManifest
        {
            Id = manifest["id"].Text(),
            Name = manifest["name"].Text(),
            Version = manifest["version"].Text(),
            RequiresConfig = manifest["requiresConfig"].Boolean(),
            Description = manifest["description"].OptionalText(),
            DocsUrl = manifest["docsUrl"].OptionalText(),
            ConfigurationFields = manifest["configurationFields"].List(Field),
            ConfigSchemaVersion = manifest["configSchemaVersion"].OptionalNumber() is { } version ? (int)Math.Clamp(version, int.MinValue, int.MaxValue) : 1,
            SignalTypeIds = manifest["signalTypeIds"].List(id => id.Text()),
            ModelCard = manifest["modelCard"] is { IsAbsent: false } card ? Card(card) : null,
            ModelCardLearnMoreUrl = manifest["modelCardLearnMoreUrl"].OptionalText(),
            LogoUrl = manifest["logoUrl"].OptionalText(),
            LogoWithBackgroundUrl = manifest["logoWithBackgroundUrl"].OptionalText(),
            LogoPath = manifest["logoPath"].OptionalText(),
            LogoWithBackgroundPath = manifest["logoWithBackgroundPath"].OptionalText(),
            ContractVersion = manifest["contractVersion"].OptionalText(),
            EgressHosts = manifest["egressHosts"].OptionalTexts(),
            SendsData = manifest["sendsData"].OptionalTexts(),
        };
    }

    private static ConfigurationField Field(Member field) => new()
    {
        Key = field["key"].Text(),
        Label = field["label"].Text(),
        Required = field["required"].Boolean(),
        InputType = InputType(field["inputType"]),
        Placeholder = field["placeholder"].OptionalText(),
        Description = field["description"].OptionalText(),
        Options = field["options"].List(option => new ConfigurationOption(option["value"].Text(), option["label"].Text())),
        Default = field["default"] is { IsAbsent: false } value ? value.Json.Clone() : null,
        Minimum = field["minimum"].OptionalNumber(),
        Maximum = field["maximum"].OptionalNumber(),
        Pattern = field["pattern"].OptionalText(),
    };

    /// <summary>The contract writes input types in lower case.</summary>
    private static ConfigurationInputType InputType(Member member)
    {
        var names = Enum.GetNames<ConfigurationInputType>().Select(name => name.ToLowerInvariant());
        return member.Json.ValueKind == JsonValueKind.String && names.Contains(member.Json.GetString()) && Enum.TryParse<ConfigurationInputType>(member.Json.GetString(), true, out var type)
            ? type
            : member.Wrong($"one of {string.Join(", ", names)}", ConfigurationInputType.Text);
    }

    private static ModelCard Card(Member card) => new()
    {
        ModelName = card["modelName"].Text(),
        Version = card["version"].Text(),
        ReleaseDate = card["releaseDate"].OptionalText(),
        Sections = card["sections"].List(section => new ModelCardSection
        {
            Id = section["id"].Text(),
            Title = section["title"].Text(),
            Subsections = section["subsections"].List(part => new ModelCardSubsection(part["title"].Text(), Statements(part["fields"]))),
            Fields = Statements(section["fields"]),
        }),
    };

    private static IReadOnlyList<ModelCardField> Statements(Member fields) => fields.List(field => new ModelCardField(field["label"].Text(), field["value"].Text()));
}
