using System.Text.Json;
using Coop.Integrations;

namespace Coop.Server.Integrations;

/// <param name="Key">The member of the saved object.</param>
/// <param name="InputType">text, password, json, array, number, boolean, select or url, as manifests spell it.</param>
/// <param name="Minimum">Smallest number, or fewest list entries.</param>
/// <param name="Maximum">Largest number, or most list entries.</param>
/// <param name="Pattern">A regular expression the whole text must match.</param>
internal sealed record ConfigurationFieldView(
    string Key, string Label, bool Required, string InputType, string? Placeholder, string? Description, IReadOnlyList<ConfigurationOption>? Options,
    JsonElement? Default, double? Minimum, double? Maximum, string? Pattern)
{
    public static ConfigurationFieldView Of(ConfigurationField field) => new(
        field.Key, field.Label, field.Required, JsonNamingPolicy.CamelCase.ConvertName(field.InputType.ToString()), field.Placeholder, field.Description,
        field.Options.Count == 0 ? null : field.Options, field.Default, field.Minimum, field.Maximum, field.Pattern);
}
