using System.Text.Json;
using Coop.Integrations;

namespace Coop.Plugins.Loading.Snapshots;

internal static class ManifestSnapshot
{
    public static IntegrationManifest Of(IntegrationManifest author, AuthorCopy copy) => author with
    {
        Id = copy.Text(author.Id, "id"),
        Name = copy.Text(author.Name, "name"),
        Version = copy.Text(author.Version, "version"),
        ConfigurationFields = copy.List(author.ConfigurationFields, "configurationFields", (field, at) => Field(field, at, copy)),
        SignalTypeIds = copy.Texts(author.SignalTypeIds, "signalTypeIds"),
        ModelCard = author.ModelCard is { } card ? Card(card, copy) : null,
        EgressHosts = author.EgressHosts is { } hosts ? copy.Texts(hosts, "egressHosts") : null,
        SendsData = author.SendsData is { } sends ? copy.Texts(sends, "sendsData") : null,
    };

    private static ConfigurationField Field(ConfigurationField author, string at, AuthorCopy copy) => author with
    {
        Key = copy.Text(author.Key, $"{at}.key"),
        Label = copy.Text(author.Label, $"{at}.label"),
        Options = copy.List(author.Options, $"{at}.options", (option, here) =>
            new ConfigurationOption(copy.Text(option.Value, $"{here}.value"), copy.Text(option.Label, $"{here}.label"))),
        Default = author.Default is { ValueKind: not JsonValueKind.Undefined } value ? value.Clone() : null,
    };

    private static ModelCard Card(ModelCard author, AuthorCopy copy) => author with
    {
        ModelName = copy.Text(author.ModelName, "modelCard.modelName"),
        Version = copy.Text(author.Version, "modelCard.version"),
        Sections = copy.List(author.Sections, "modelCard.sections", (section, at) => section with
        {
            Id = copy.Text(section.Id, $"{at}.id"),
            Title = copy.Text(section.Title, $"{at}.title"),
            Subsections = copy.List(section.Subsections, $"{at}.subsections", (subsection, here) =>
                new ModelCardSubsection(copy.Text(subsection.Title, $"{here}.title"), Fields(subsection.Fields, $"{here}.fields", copy))),
            Fields = Fields(section.Fields, $"{at}.fields", copy),
        }),
    };

    private static IReadOnlyList<ModelCardField> Fields(IReadOnlyList<ModelCardField>? author, string member, AuthorCopy copy) =>
        copy.List(author, member, (field, at) => new ModelCardField(copy.Text(field.Label, $"{at}.label"), copy.Text(field.Value, $"{at}.value")));
}
