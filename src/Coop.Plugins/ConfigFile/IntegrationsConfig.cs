using Coop.Engine.Integrations;

namespace Coop.Plugins.ConfigFile;

/// <summary>A config file that could be read. Its entries may still be wrong, each for itself.</summary>
/// <param name="Directory">Absolute; everything relative in the file counts from here.</param>
/// <param name="Problems">Warnings about the file as a whole.</param>
internal sealed record IntegrationsConfig(
    string Directory, bool RequireModelCards, IReadOnlyList<ConfigEntry> Entries, IReadOnlyList<IntegrationProblem> Problems)
{
    /// <summary>Entries without a file: each package with default settings.</summary>
    public static IntegrationsConfig Of(IReadOnlyList<string> packages, string directory) =>
        new(directory, false, [.. packages.Select((package, i) => new ConfigEntry { Path = $"$.integrations[{i}]", Package = package })], []);
}
