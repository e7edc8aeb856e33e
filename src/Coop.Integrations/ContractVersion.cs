namespace Coop.Integrations;

/// <summary>The version of this contract.</summary>
/// <remarks>
/// Semantic versioning: a package built against 1.x runs on every host with contract 1.y. Built against a newer minor version than the
/// host's, it loads with a warning; against another major version, it is <c>Incompatible</c>.
/// </remarks>
public static class ContractVersion
{
    /// <summary>The contract this assembly is, as <c>major.minor.patch</c>.</summary>
    public static Version Current { get; } = typeof(ContractVersion).Assembly.GetName().Version is { } version
        ? new Version(version.Major, version.Minor, version.Build)
        : new Version(1, 0, 0);
}
