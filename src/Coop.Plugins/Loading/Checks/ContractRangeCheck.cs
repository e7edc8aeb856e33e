using Coop.Engine.Integrations;
using Coop.Integrations;
using Coop.Plugins.Problems;
using NuGet.Versioning;

namespace Coop.Plugins.Loading.Checks;

internal static class ContractRangeCheck
{
    /// <returns>True when the manifest's own range excludes this host's contract.</returns>
    public static bool Run(IntegrationManifest manifest, Findings findings)
    {
        if (manifest.ContractVersion is not { } text)
        {
            return false;
        }

        if (!VersionRange.TryParse(text, out var range))
        {
            findings.Add(
                ManifestCodes.ContractVersion, "manifest.contractVersion",
                $"manifest.contractVersion is \"{Findings.Shown(text)}\". It must be a range of versions such as [1.0,2.0).");
            return false;
        }

        if (range.Satisfies(new NuGetVersion(ContractVersion.Current)))
        {
            return false;
        }

        findings.Add(OutsideRange(text, ContractVersion.Current, "manifest.contractVersion"));
        return true;
    }

    public static IntegrationProblem OutsideRange(string range, Version host, string where) => new(
        IntegrationCodes.IncompatibleContract,
        $"It works with contract {range} and this host speaks {host.ToString(3)}. Install a version of the integration, or of the host, whose contracts agree.", where);
}
