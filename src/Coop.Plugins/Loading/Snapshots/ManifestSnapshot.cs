using System.Text.Json;
using Coop.Integrations;

namespace Coop.Plugins.Loading.Snapshots;

internal static class ManifestSnapshot
{
    public static IntegrationManifest Of(IntegrationManifest author, SnapshotProblems problems) => author with
    {
        Id = problems.Text(author.Id, "id"),
        Name = problems.Text(author.Name, "name"),
        Version = problems.Text(author.Version, "version"),
        ConfigurationFields = problems.List(author.ConfigurationFields, "configurationFields", (field, at) => Field(field, at, problems)),
        SignalTypeIds = problems.Texts(author.SignalTypeIds, "signalTypeIds"),
        ModelCard = author.ModelCard is { } card ? Card(card, problems) : null,
        EgressHosts = author.EgressHosts is { } hosts ? problems.Texts(hosts, "egressHosts") : null,
        SendsData = author.SendsData is { } sends ? problems.Texts(sends, "sendsData") : null,
    };

    private static ConfigurationField Field(ConfigurationField author, string at, SnapshotProblems problems) => author with
    {
        Key = problems.Text(author.Key, $"{at}.key"),
        Label = problems.Text(author.Label, $"{at}.label"),
        Options = problems.List(author.Options, $"{at}.options", (option, here) =>
            new ConfigurationOption(problems.Text(option.Value, $"{here}.value"), problems.Text(option.Label, $"{here}.label"))),
        Default = author.Default is { ValueKind: not JsonValueKind.Undefined } value ? value.Clone() : null,
    };

    private static ModelCard Card(ModelCard author, SnapshotProblems problems) => author with
    {
        ModelName = problems.Text(author.ModelName, "modelCard.modelName"),
        Version = problems.Text(author.Version, "modelCard.version"),
        Sections = problems.List(author.Sections, "modelCard.sections", (section, at) => section with
        {
            Id = problems.Text(section.Id, $"{at}.id"),
            Title = problems.Text(section.Title, $"{at}.title"),
            Subsections = problems.List(section.Subsections, $"{at}.subsections", (subsection, here) =>
                new ModelCardSubsection(problems.Text(subsection.Title, $"{here}.title"), Fields(subsection.Fields, $"{here}.fields", problems))),
            Fields = Fields(section.Fields, $"{at}.fields", problems),
        }),
    };

    private static IReadOnlyList<ModelCardField> Fields(IReadOnlyList<ModelCardField>? author, string member, SnapshotProblems problems) =>
        problems.List(author, member, (field, at) => new ModelCardField(problems.Text(field.Label, $"{at}.label"), problems.Text(field.Value, $"{at}.value")));
}
