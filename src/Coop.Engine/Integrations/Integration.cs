using Coop.Engine.Signals;
using Coop.Integrations;

namespace Coop.Engine.Integrations;

/// <summary>One entry of the config file and what became of it. Immutable; a reload makes a new one.</summary>
public sealed record Integration
{
    /// <summary>The entry's <c>package</c>, as written.</summary>
    public required string Package { get; init; }

    public required IntegrationState State { get; init; }

    public IntegrationRuntime Runtime { get; init; }

    /// <summary>True when it runs in a process of its own.</summary>
    public bool IsProcess { get; init; }

    /// <summary>Null when loading did not get as far as a readable manifest.</summary>
    public IntegrationManifest? Manifest { get; init; }

    /// <summary>Errors and warnings, all of them.</summary>
    public IReadOnlyList<IntegrationProblem> Problems { get; init; } = [];

    /// <summary>Empty unless <see cref="State"/> is Active, or Quarantined: then they are still there, so that rules keep them, and their calls fail with the reason.</summary>
    public IReadOnlyList<CatalogueSignal> Signals { get; init; } = [];

    /// <summary>Absolute path of the logo, checked to lie inside the package; null when there is none.</summary>
    public string? LogoFile { get; init; }

    public string? LogoWithBackgroundFile { get; init; }

    /// <summary>Present when the integration offers it and is Active.</summary>
    public IConnectionTest? ConnectionTest { get; init; }

    /// <summary>Present when the integration offers it and is Active.</summary>
    public IConfigValidator? ConfigValidator { get; init; }

    /// <summary>The manifest's id; null when there is no manifest.</summary>
    public string? Id => Manifest?.Id;
}
