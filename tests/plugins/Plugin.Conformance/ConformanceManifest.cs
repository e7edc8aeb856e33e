using System.Text.Json;
using Coop.Integrations;

namespace Plugin.Conformance;

/// <summary>Every member a manifest can have.</summary>
internal static class ConformanceManifest
{
    public static IntegrationManifest Of(IReadOnlyList<string> signalTypeIds) => new()
    {
        Id = "CONFORMANCE",
        Name = "Conformance",
        Version = "3.2.1",
        RequiresConfig = true,
        Description = "Does what the suite asks.",
        DocsUrl = "https://docs.vendor.example/conformance",
        ConfigurationFields =
        [
            new() { Key = "apiKey", Label = "Key", Required = true, InputType = ConfigurationInputType.Password, Placeholder = "sk-…", Description = "From the vendor." },
            new() { Key = "name", Label = "Name", Required = false, InputType = ConfigurationInputType.Text, Pattern = "[a-z]+", Default = Json("\"fox\"") },
            new() { Key = "raw", Label = "Raw", Required = false, InputType = ConfigurationInputType.Json },
            new() { Key = "list", Label = "List", Required = false, InputType = ConfigurationInputType.Array, Minimum = 1, Maximum = 3 },
            new() { Key = "from", Label = "From", Required = false, InputType = ConfigurationInputType.Number, Minimum = -0.5, Maximum = 10, Default = Json("2") },
            new() { Key = "on", Label = "On", Required = false, InputType = ConfigurationInputType.Boolean, Default = Json("true") },
            new() { Key = "size", Label = "Size", Required = false, InputType = ConfigurationInputType.Select, Options = [new("s", "Small"), new("l", "Large")] },
            new() { Key = "home", Label = "Home", Required = false, InputType = ConfigurationInputType.Url },
        ],
        ConfigSchemaVersion = 4,
        SignalTypeIds = signalTypeIds,
        ModelCard = new ModelCard
        {
            ModelName = "None",
            Version = "1",
            ReleaseDate = "yesterday",
            Sections =
            [
                .. ModelCard.RequiredSectionIds.Select(id => new ModelCardSection
                {
                    Id = id,
                    Title = $"About {id}",
                    Subsections = [new("Part", [new("Inner", "1")])],
                    Fields = [new("Outer", "https://docs.vendor.example")],
                }),
            ],
        },
        ModelCardLearnMoreUrl = "https://docs.vendor.example/cards",
        LogoUrl = "https://docs.vendor.example/logo.png",
        LogoWithBackgroundPath = "logo.svg",
        ContractVersion = "[1.0,2.0)",
        EgressHosts = ["*.vendor.example"],
        SendsData = ["the text of the field"],
    };

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
