using Coop.Engine.Integrations;
using Coop.Integrations;
using Coop.Plugins.ConfigFile;
using Coop.Plugins.Packages;

namespace Coop.Plugins.Loading;

/// <summary>How far one entry has come. Each step of the pipeline takes one and returns the next.</summary>
internal sealed record LoadAttempt
{
    public required ConfigEntry Entry { get; init; }

    /// <summary>Null while nothing speaks against it.</summary>
    public IntegrationState? Ended { get; init; }

    public IReadOnlyList<IntegrationProblem> Problems { get; init; } = [];

    /// <summary>Set by discover.</summary>
    public LocatedPackage? Package { get; init; }

    /// <summary>The assembly and type found by verify, for .NET.</summary>
    public PluginEntryPoint? EntryPoint { get; init; }

    /// <summary>A copy of what the plugin said; set by start, also when the start failed after it.</summary>
    public IntegrationManifest? Manifest { get; init; }

    /// <summary>Set by start. Whoever ends the attempt after that disposes it.</summary>
    public StartedIntegration? Started { get; init; }

    public LoadAttempt Warn(IntegrationProblem problem) => this with { Problems = [.. Problems, problem with { IsWarning = true }] };

    public LoadAttempt End(IntegrationState state, params IEnumerable<IntegrationProblem> problems) =>
        this with { Ended = state, Problems = [.. Problems, .. problems] };
}
