using System.Text.Json.Serialization;
using Coop.Engine.Integrations;
using Coop.Integrations;

namespace Coop.Cli.Integrations;

/// <summary>A package as <c>coop check --json</c> shows it.</summary>
internal sealed record CheckView(string Package, string State, string? Runtime, IReadOnlyList<CheckedProblemView> Problems, ManifestView? Manifest)
{
    public static CheckView Of(Integration integration) => new(
        integration.Package,
        integration.State.ToString(),
        EntryView.RuntimeWord(integration.Runtime),
        [.. integration.Problems.Select(CheckedProblemView.Of)],
        integration.Manifest is { } manifest ? ManifestView.Of(manifest, integration) : null);
}

/// <param name="Severity"><c>error</c> or <c>warning</c>.</param>
/// <param name="Message">What is wrong and what to do.</param>
internal sealed record CheckedProblemView(
    string Code, string Severity, string Message, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Path)
{
    public static CheckedProblemView Of(IntegrationProblem problem) => new(problem.Code, problem.IsWarning ? "warning" : "error", problem.Message, problem.Path);
}

internal sealed record ManifestView(
    string Id,
    string Name,
    string Version,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Description,
    bool RequiresConfig,
    IReadOnlyList<string> ConfigurationFields,
    IReadOnlyList<string> SignalTypeIds,
    bool HasModelCard)
{
    public static ManifestView Of(IntegrationManifest manifest, Integration integration) => new(
        manifest.Id,
        manifest.Name,
        manifest.Version,
        manifest.Description,
        manifest.RequiresConfig,
        [.. manifest.ConfigurationFields.Select(field => field.Key)],
        integration.Signals.Count > 0 ? [.. integration.Signals.Select(signal => signal.Descriptor.Id)] : manifest.SignalTypeIds,
        manifest.ModelCard is not null);
}
