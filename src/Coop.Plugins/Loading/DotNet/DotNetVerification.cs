using Coop.Engine.Integrations;
using Coop.Integrations;
using Coop.Plugins.Loading.Checks;
using NuGet.Versioning;

namespace Coop.Plugins.Loading.DotNet;

/// <summary>Finds the assembly that is the integration and compares its contract with the host's, from metadata alone.</summary>
internal static class DotNetVerification
{
    public static LoadAttempt Run(LoadAttempt attempt)
    {
        var package = attempt.Package!;
        var marked = new List<(string File, AssemblyFacts Facts)>();
        foreach (var file in package.Candidates)
        {
            try
            {
                var facts = AssemblyFacts.Read(file);
                if (facts.PluginType is not null)
                {
                    marked.Add((file, facts));
                }
            }
            catch (Exception e) when (e is BadImageFormatException or IOException or UnauthorizedAccessException)
            {
                return attempt.End(IntegrationState.Invalid, LoadProblems.UnreadableAssembly(file, e.Message));
            }
        }

        return marked switch
        {
            [] => attempt.End(IntegrationState.Invalid, LoadProblems.NotAnIntegration(package.CodeFolder)),
            [var (file, facts)] => CheckContract(attempt with { EntryPoint = new PluginEntryPoint(file, facts.PluginType!) }, facts.Contract!),
            _ => attempt.End(IntegrationState.Invalid, LoadProblems.SeveralIntegrations(marked.Select(candidate => Path.GetFileName(candidate.File)))),
        };
    }

    private static LoadAttempt CheckContract(LoadAttempt attempt, Version built)
    {
        var host = ContractVersion.Current;
        if (built.Major != host.Major)
        {
            return attempt.End(IntegrationState.Incompatible, LoadProblems.OtherContract(built, host));
        }

        if (attempt.Package!.ContractRange is { } range && !range.Satisfies(new NuGetVersion(host.Major, built.Minor, built.Build)) && !range.Satisfies(new NuGetVersion(host)))
        {
            return attempt.End(IntegrationState.Incompatible, ContractRangeCheck.OutsideRange(range.PrettyPrint(), host, "dependencies"));
        }

        return built.Minor > host.Minor ? attempt.Warn(LoadProblems.NewerContract(built, host)) : attempt;
    }
}
