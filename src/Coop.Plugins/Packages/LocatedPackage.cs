using Coop.Engine.Integrations;
using NuGet.Versioning;

namespace Coop.Plugins.Packages;

/// <summary>A package that is there.</summary>
internal sealed record LocatedPackage
{
    public required IntegrationRuntime Runtime { get; init; }

    /// <summary>The folder that is the package; for a project under development the project's folder.</summary>
    public required string Root { get; init; }

    /// <summary>The folder of the assemblies, absolute; <see cref="Root"/> for Node.</summary>
    public required string CodeFolder { get; init; }

    /// <summary>The .NET assemblies that may be the integration, most likely first; empty for Node.</summary>
    public IReadOnlyList<string> Candidates { get; init; } = [];

    /// <summary>True when the folder is never changed once it is there, so that its files can be used in place.</summary>
    public bool IsImmutable { get; init; }

    /// <summary>The range of contract versions the package's own dependency names; null when it does not say.</summary>
    public VersionRange? ContractRange { get; init; }

    /// <summary>True when a .deps.json beside the assembly says where its dependencies are; false when they are <see cref="DependencyFolders"/>.</summary>
    public bool BringsDependencies { get; init; } = true;

    /// <summary>The packages it needs, each a folder of the store; empty when it brings its own dependencies.</summary>
    public IReadOnlyList<string> DependencyFolders { get; init; } = [];
}
