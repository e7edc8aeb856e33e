using Coop.Engine.Integrations;
using Coop.Engine.Problems;

namespace Coop.Plugins.Packages;

internal static class InstallationProblems
{
    public static Problem NotInstallable(string written) => new(
        PackageCodes.NotInstallable,
        ProblemKind.InvalidInput,
        "Not a package that can be added",
        $"\"{written}\" is neither an npm package (@scope/name, npm:name, either with @version) nor a path. For a NuGet package give the path of its .nupkg file.");

    public static Problem NotInstalled(string written, string reason) =>
        new(PackageCodes.NotInstalled, ProblemKind.InvalidInput, "The package was not installed", $"{written}: {reason} Nothing was changed.");

    public static Problem NotUninstalled(string package, string reason) => new(
        PackageCodes.NotUninstalled, ProblemKind.InvalidInput, "The package was not removed", $"{package} is no longer listed, but its files are still there: {reason}");

    public static List<Problem> DoesNotLoad(string package, Integration integration) =>
    [
        new(
            PackageCodes.DoesNotLoad,
            ProblemKind.InvalidInput,
            "The package does not load",
            $"{package} was not added: its state would be {integration.State}. Nothing was changed."),
        .. integration.Problems.Where(problem => !problem.IsWarning)
            .Select(problem => problem.AsRefusal("The package does not load")),
    ];

    public static Problem NotListed(string written, string file, IReadOnlyList<string> listed)
    {
        var near = DidYouMean.Find(written, listed) is { } name ? $" Did you mean {name}?" : "";
        var known = listed.Count > 0 ? $"Listed are: {string.Join(", ", listed)}." : "Nothing is listed.";
        return new(PackageCodes.NotListed, ProblemKind.NotFound, "The package is not listed", $"{file} does not list {written}. {known}{near}");
    }
}
