using Coop.Engine.Integrations;
using Coop.Plugins.ConfigFile;

namespace Coop.Plugins.Loading;

/// <summary>What can go wrong between finding a package and having its signals.</summary>
internal static class LoadProblems
{
    public static IntegrationProblem Unexpected(Exception e) => new(IntegrationCodes.LoadFailed, $"Loading failed: {Describe(e)}");

    /// <summary>An author's exception in words; asking it can throw, too.</summary>
    public static string Describe(Exception e)
    {
        try
        {
            return $"{e.GetType().Name}: {e.Message}";
        }
        catch (Exception)
        {
            return e.GetType().Name;
        }
    }

    public static IntegrationProblem NotAnIntegration(string folder) => new(
        IntegrationCodes.NotAnIntegration,
        $"No assembly in {folder} carries [assembly: CoopIntegration(typeof(...))]. If you are its author, add it and name your IIntegrationPlugin class; else this package is no Coop integration.");

    public static IntegrationProblem SeveralIntegrations(IEnumerable<string> files) => new(
        IntegrationCodes.AmbiguousPackage, $"More than one assembly carries [assembly: CoopIntegration]: {string.Join(", ", files)}. A package is one integration: name a folder that has only one.");

    public static IntegrationProblem UnreadableAssembly(string file, string why) => new(
        IntegrationCodes.UnreadableAssembly, $"{file} is not a readable .NET assembly: {why} Build or install the package again.");

    public static IntegrationProblem OtherContract(Version built, Version host) => new(
        IntegrationCodes.IncompatibleContract,
        $"It is built against contract {built.ToString(3)} and this host speaks {host.ToString(3)}. {(built.Major > host.Major ? "Upgrade the host, or install an older version of the integration" : "Install a newer version of the integration, or ask its author for one")} built against contract {host.Major}.x.");

    public static IntegrationProblem NewerContract(Version built, Version host) => new(
        IntegrationCodes.NewerContract,
        $"It is built against contract {built.ToString(3)}, newer than this host's {host.ToString(3)}. It runs, but what is new in its contract is missing here: upgrade the host if it misbehaves.",
        isWarning: true);

    public static IntegrationProblem UnfitType(string name, string why) => new(
        IntegrationCodes.PluginType, $"[assembly: CoopIntegration] names {name}, which {why}. It must be a public class with a public parameterless constructor that implements IIntegrationPlugin.");

    /// <param name="path">In the config file: of the member that is refused, which need not be there.</param>
    public static IntegrationProblem ConfigRefused(ConfigEntry entry, string path, string? why)
    {
        var known = entry.Positions?.Has(path) == true ? path : entry.Positions?.Has($"{entry.Path}.config") == true ? $"{entry.Path}.config" : entry.Path;
        why ??= "no reason was given.";
        return new IntegrationProblem(IntegrationCodes.ConfigRefused, entry.Locate(known, $"The entry's config is refused: {why}"), path) { AuthorsWords = why };
    }

    public static IntegrationProblem TimedOut(string during, TimeSpan limit, string entryPath) => new(
        IntegrationCodes.StartTimedOut,
        $"It did not finish {during} within {limit.TotalSeconds:0.###} seconds and was given up. Raise \"limits\": {{ \"startTimeoutMs\" }} of its entry if it is only slow.",
        $"{entryPath}.limits.startTimeoutMs");

    public static IntegrationProblem Threw(string during, Exception e)
    {
        for (var inner = e; inner is not null; inner = inner.InnerException)
        {
            var missing = inner switch
            {
                FileNotFoundException { FileName: { Length: > 0 } name } when name.Contains("Culture=", StringComparison.Ordinal) => $"the assembly {name.Split(", Culture=")[0]}",
                FileNotFoundException { FileName: { Length: > 0 } name } when !Path.IsPathRooted(name) && !name.Contains('/', StringComparison.Ordinal) => $"the file or assembly {name}",
                DllNotFoundException native => $"a native library: {native.Message.Split('\n')[0].TrimEnd()}",
                _ => null,
            };
            if (missing is not null)
            {
                return new IntegrationProblem(
                    IntegrationCodes.MissingAssembly,
                    $"It needs {missing}, which is not in its package. Install it with its dependencies (coop add), or if you are its author, publish it with them: dotnet publish, with EnableDynamicLoading.");
            }
        }

        return new IntegrationProblem(IntegrationCodes.Threw, $"{during} threw {Describe(e)}");
    }
}
