using Coop.Engine.Integrations;
using NuGet.Frameworks;
using NuGet.Packaging;
using NuGet.Versioning;

namespace Coop.Plugins.Packages;

/// <summary>The NuGet packages beside the config file, each unpacked in <c>&lt;id&gt;/&lt;version&gt;</c>, ids in any case.</summary>
internal sealed class PackageStore(string root)
{
    public static NuGetFramework HostFramework { get; } = NuGetFramework.Parse($"net{Environment.Version.Major}.0");

    public string FolderOf(string id) => Path.Combine(root, id.ToLowerInvariant());

    /// <summary>The highest version of a package; null when there is none.</summary>
    public PackageSearch? Find(string id) => Versions(id).OrderByDescending(v => v.Version).Select(v => v.Folder).FirstOrDefault() is { } folder
        ? Open(folder, id)
        : null;

    /// <summary>An unpacked package with what it needs. <paramref name="id"/> names it in messages.</summary>
    public PackageSearch Open(string folder, string id)
    {
        using var reader = new PackageFolderReader(folder);
        var libraries = NuGetFrameworkUtility.GetNearest(reader.GetLibItems(), HostFramework);
        var assemblies = (libraries?.Items ?? [])
            .Where(item => item.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
            .Select(item => Path.GetFullPath(item, folder))
            .OrderByDescending(path => Path.GetFileNameWithoutExtension(path).Equals(id, StringComparison.OrdinalIgnoreCase))
            .ThenBy(path => path, StringComparer.Ordinal)
            .ToList();
        if (assemblies.Count == 0)
        {
            var offered = string.Join(", ", reader.GetLibItems().Select(group => group.TargetFramework.GetShortFolderName()));
            return PackageSearch.Invalid(
                IntegrationCodes.NoAssembly,
                $"The package {id} has no assembly for {HostFramework.GetShortFolderName()}: {(offered.Length == 0 ? "its lib folder is empty" : $"it has {offered}")}. Install a version that does.");
        }

        var isWhole = assemblies.Any(assembly => File.Exists(Path.ChangeExtension(assembly, ".deps.json")));
        var dependencies = isWhole ? ([], null) : new PackageClosure(this).Of(reader);
        if (dependencies.Missing is { } missing)
        {
            return PackageSearch.NotFound(
                $"The package {id} needs {missing}, which is not in {root}. Install the integration with its dependencies: coop add nuget:{id}");
        }

        return PackageSearch.Found(new LocatedPackage
        {
            Runtime = IntegrationRuntime.DotNet,
            Root = folder,
            CodeFolder = Path.GetDirectoryName(assemblies[0])!,
            Candidates = assemblies,
            IsImmutable = true,
            BringsDependencies = isWhole,
            ContractRange = PackageClosure.DependenciesOf(reader).FirstOrDefault(d => PackageClosure.IsContract(d.Id))?.VersionRange,
            DependencyFolders = dependencies.Folders,
        });
    }

    /// <summary>The lowest stored version in every one of the ranges, as NuGet itself would take.</summary>
    public string? FindLowest(string id, IReadOnlyCollection<VersionRange> ranges) =>
        Versions(id).Where(v => ranges.All(range => range.Satisfies(v.Version))).OrderBy(v => v.Version).Select(v => v.Folder).FirstOrDefault();

    private IEnumerable<(NuGetVersion Version, string Folder)> Versions(string id)
    {
        if (!Directory.Exists(root))
        {
            yield break;
        }

        var matching = Directory.GetDirectories(root).Where(folder => Path.GetFileName(folder).Equals(id, StringComparison.OrdinalIgnoreCase));
        foreach (var folder in matching.SelectMany(Directory.GetDirectories))
        {
            if (NuGetVersion.TryParse(Path.GetFileName(folder), out var version) && Directory.EnumerateFiles(folder, "*.nuspec").Any())
            {
                yield return (version, folder);
            }
        }
    }
}
