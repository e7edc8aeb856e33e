using NuGet.Frameworks;
using NuGet.Packaging;
using NuGet.Packaging.Core;
using NuGet.Versioning;

namespace Coop.Plugins.Packages;

/// <summary>Everything a package needs from the store: its dependencies, theirs, and so on, one version of each.</summary>
internal sealed class PackageClosure(PackageStore store)
{
    private const int MostPackages = 1000;

    public static bool IsContract(string id) => id.Equals(typeof(Coop.Integrations.IIntegrationPlugin).Assembly.GetName().Name, StringComparison.OrdinalIgnoreCase);

    public static IReadOnlyList<PackageDependency> DependenciesOf(PackageReaderBase package) =>
        [.. NuGetFrameworkUtility.GetNearest(package.GetPackageDependencies(), PackageStore.HostFramework)?.Packages ?? []];

    /// <returns>The folders of the packages, nearest first; or the first one missing, in words.</returns>
    public (IReadOnlyList<string> Folders, string? Missing) Of(PackageReaderBase package)
    {
        var bundled = package.GetLibItems().SelectMany(group => group.Items).Select(item => Path.GetFileNameWithoutExtension(item)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var ranges = new Dictionary<string, HashSet<VersionRange>>(StringComparer.OrdinalIgnoreCase);
        var chosen = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var order = new List<string>();
        var waiting = new Queue<PackageDependency>(DependenciesOf(package));
        while (waiting.TryDequeue(out var dependency) && order.Count < MostPackages)
        {
            // What the host brings is never looked for, and what the author put into the package itself is there already.
            if (IsContract(dependency.Id) || SharedAssemblies.Contains(dependency.Id) || bundled.Contains(dependency.Id))
            {
                continue;
            }

            var wanted = ranges.TryGetValue(dependency.Id, out var known) ? known : ranges[dependency.Id] = [];
            if (!wanted.Add(dependency.VersionRange))
            {
                continue;
            }

            if (store.FindLowest(dependency.Id, wanted) is not { } folder)
            {
                return ([], $"{dependency.Id} {string.Join(" and ", wanted.Select(range => range.PrettyPrint()))}");
            }

            if (chosen.TryGetValue(dependency.Id, out var before) && before == folder)
            {
                continue;
            }

            if (before is null)
            {
                order.Add(dependency.Id);
            }

            chosen[dependency.Id] = folder;
            using var reader = new PackageFolderReader(folder);
            foreach (var next in DependenciesOf(reader))
            {
                waiting.Enqueue(next);
            }
        }

        return ([.. order.Select(id => chosen[id])], null);
    }
}
