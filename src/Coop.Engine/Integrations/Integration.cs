using Coop.Engine.Signals;
using Coop.Integrations;

namespace Coop.Engine.Integrations;

/// <summary>
/// One entry of the config file and what became of it. What it offers never changes; a reload makes a new one. Only <see cref="State"/> and
/// <see cref="Problems"/> tell how it stands now.
/// </summary>
public sealed record Integration
{
    private readonly IntegrationState _loaded;
    private readonly IReadOnlyList<IntegrationProblem> _problems = [];

    /// <summary>The entry's <c>package</c>, as written.</summary>
    public required string Package { get; init; }

    /// <summary>What loading came to; Quarantined while an integration that was loaded as Active cannot serve.</summary>
    public required IntegrationState State
    {
        get => IsLoaded && Health.Trouble is not null ? IntegrationState.Quarantined : _loaded;
        init => _loaded = value;
    }

    /// <summary>Whether it was loaded as Active, so that its signals are offered, whether or not it can serve at the moment.</summary>
    public bool IsLoaded => _loaded == IntegrationState.Active;

    public IntegrationHealth Health { get; init; } = new();

    public IntegrationRuntime Runtime { get; init; }

    /// <summary>True when it runs in a process of its own.</summary>
    public bool IsProcess { get; init; }

    /// <summary>Null when loading did not get as far as a readable manifest.</summary>
    public IntegrationManifest? Manifest { get; init; }

    /// <summary>Errors and warnings, all of them.</summary>
    public IReadOnlyList<IntegrationProblem> Problems
    {
        get => Health.Trouble is { } trouble ? [.. _problems, trouble] : _problems;
        init => _problems = value;
    }

    /// <summary>Empty unless <see cref="IsLoaded"/>. In quarantine they are still there, so that rules keep them, and their calls fail with the reason.</summary>
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
