namespace Coop.Integrations;

/// <summary>
/// What an integration says of itself. Everything Coop shows about it comes from here: no source file of the host names it.
/// Immutable once handed over.
/// </summary>
public sealed record IntegrationManifest
{
    /// <summary>
    /// UPPER_SNAKE_CASE, starting with a letter, at most 64 characters, unique among the installed integrations, and stable for ever:
    /// saved configurations and rules refer to it.
    /// </summary>
    public required string Id { get; init; }

    /// <summary>The name people see. Not empty.</summary>
    public required string Name { get; init; }

    /// <summary>The integration's own semantic version, such as <c>2.0.1</c>.</summary>
    public required string Version { get; init; }

    /// <summary>True when an organisation has to save a configuration before the integration is of use.</summary>
    public required bool RequiresConfig { get; init; }

    /// <summary>One or two sentences.</summary>
    public string? Description { get; init; }

    /// <summary>Absolute http or https URL of the documentation.</summary>
    public string? DocsUrl { get; init; }

    /// <summary>The form an organisation fills in, in order. Keys are unique.</summary>
    public IReadOnlyList<ConfigurationField> ConfigurationFields { get; init; } = [];

    /// <summary>Grows when the meaning of saved configurations changes; 1 unless said otherwise.</summary>
    public int ConfigSchemaVersion { get; init; } = 1;

    /// <summary>The ids of exactly the signals that <see cref="IIntegrationPlugin.CreateSignals"/> returns.</summary>
    public IReadOnlyList<string> SignalTypeIds { get; init; } = [];

    /// <summary>How the measuring was made and how good it is. Its absence is a warning unless the adopter requires model cards.</summary>
    public ModelCard? ModelCard { get; init; }

    /// <summary>Absolute http or https URL of a text on reading model cards.</summary>
    public string? ModelCardLearnMoreUrl { get; init; }

    /// <summary>URL of a logo of about 180 × 180 px. <see cref="LogoPath"/> wins.</summary>
    public string? LogoUrl { get; init; }

    /// <summary>URL of a logo with background of about 120 × 120 px, for pickers. <see cref="LogoWithBackgroundPath"/> wins.</summary>
    public string? LogoWithBackgroundUrl { get; init; }

    /// <summary>An image file (PNG, JPEG, GIF, WebP, SVG; at most 1 MiB) inside the package, relative to its root, with forward slashes.</summary>
    public string? LogoPath { get; init; }

    /// <summary>As <see cref="LogoPath"/>, for the logo with background.</summary>
    public string? LogoWithBackgroundPath { get; init; }

    /// <summary>
    /// The range of contract versions the package works with, in NuGet notation such as <c>[1.0,2.0)</c>. By default the range of
    /// the package's own dependency on the contract.
    /// </summary>
    public string? ContractVersion { get; init; }

    /// <summary>
    /// The hosts the integration talks to, such as <c>api.vendor.example</c> or <c>*.vendor.example</c>; null when it does not say. When given,
    /// <see cref="IPluginContext.CreateHttpClient"/> reaches no other.
    /// </summary>
    public IReadOnlyList<string>? EgressHosts { get; init; }

    /// <summary>What item data leaves for those hosts, in words an admin understands, such as <c>the text of the field</c>; null when it does not say.</summary>
    public IReadOnlyList<string>? SendsData { get; init; }
}
