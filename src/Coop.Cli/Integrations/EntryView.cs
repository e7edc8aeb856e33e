using System.Text.Json.Serialization;
using Coop.Engine.Integrations;

namespace Coop.Cli.Integrations;

/// <summary>One entry of the config file as <c>coop list --json</c> shows it.</summary>
internal sealed record EntryView(
    string Package,
    string? Id,
    string? Name,
    string? Version,
    string? Runtime,
    string State,
    IReadOnlyList<ListedProblemView> Problems,
    IReadOnlyList<ListedSignalView> Signals)
{
    public static EntryView Of(Integration integration) => new(
        integration.Package,
        integration.Id,
        integration.Manifest?.Name,
        integration.Manifest?.Version,
        RuntimeWord(integration.Runtime),
        integration.State.ToString(),
        [.. integration.Problems.Select(problem => new ListedProblemView(problem.Code, problem.Message, problem.Path))],
        [.. integration.Signals.Select(signal => new ListedSignalView(signal.Descriptor.Id, signal.Descriptor.DisplayName))]);

    public static string? RuntimeWord(IntegrationRuntime runtime) => runtime switch
    {
        IntegrationRuntime.DotNet => "dotnet",
        IntegrationRuntime.Node => "node",
        _ => null,
    };
}

internal sealed record ListedProblemView(string Code, string Message, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Path);

internal sealed record ListedSignalView(string Id, string DisplayName);
