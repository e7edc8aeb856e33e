using Coop.Engine.Integrations;
using Coop.Integrations;
using Coop.Plugins.Problems;
using NuGet.Versioning;

namespace Coop.Plugins.Loading.Checks;

internal static class ManifestChecks
{
    public const int LongestId = 64;

    public static void Run(IntegrationManifest manifest, Findings findings)
    {
        if (!WireId.IsValid(manifest.Id, LongestId))
        {
            findings.Add(
                ManifestCodes.Id, "manifest.id",
                $"manifest.id is \"{Findings.Shown(manifest.Id)}\". It must be UPPER_SNAKE_CASE (letters A-Z, digits, underscores, a letter first), at most {LongestId} characters.");
        }

        if (string.IsNullOrWhiteSpace(manifest.Name))
        {
            findings.Add(ManifestCodes.Name, "manifest.name", "manifest.name is empty. Give the name people see.");
        }

        if (!SemanticVersion.TryParse(manifest.Version, out _))
        {
            findings.Add(ManifestCodes.Version, "manifest.version", $"manifest.version is \"{Findings.Shown(manifest.Version)}\". It must be a semantic version such as 2.0.1.");
        }

        if (manifest.ConfigSchemaVersion < 1)
        {
            findings.Add(ManifestCodes.ConfigSchemaVersion, "manifest.configSchemaVersion", $"manifest.configSchemaVersion is {manifest.ConfigSchemaVersion}. It starts at 1.");
        }

        findings.CheckUrl(ManifestCodes.Url, "manifest.docsUrl", manifest.DocsUrl);
        findings.CheckUrl(ManifestCodes.Url, "manifest.modelCardLearnMoreUrl", manifest.ModelCardLearnMoreUrl);
        findings.CheckUrl(ManifestCodes.Url, "manifest.logoUrl", manifest.LogoUrl);
        findings.CheckUrl(ManifestCodes.Url, "manifest.logoWithBackgroundUrl", manifest.LogoWithBackgroundUrl);
        foreach (var (i, host) in (manifest.EgressHosts ?? []).Index().Where(pair => !IsHost(pair.Item)))
        {
            findings.Add(
                ManifestCodes.EgressHost, $"manifest.egressHosts[{i}]",
                $"manifest.egressHosts[{i}] is \"{Findings.Shown(host)}\". It must be a host name such as api.vendor.example or *.vendor.example, without scheme, port or path.");
        }
    }

    private static bool IsHost(string host) =>
        Uri.CheckHostName(host.StartsWith("*.", StringComparison.Ordinal) ? host[2..] : host) != UriHostNameType.Unknown;
}
