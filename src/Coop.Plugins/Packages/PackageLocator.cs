using Coop.Engine.Integrations;

namespace Coop.Plugins.Packages;

/// <summary>Finds what an entry's <c>package</c> names. Everything counts from the config file's directory, whatever the working directory is.</summary>
internal sealed class PackageLocator(string directory, string cacheDirectory)
{
    private readonly PackageStore _store = new(Path.Combine(directory, "integrations", "packages"));
    private readonly NupkgFile _nupkg = new(cacheDirectory);

    public PackageSearch Find(string written)
    {
        var spec = PackageSpec.Parse(written);
        if (!spec.IsSafeName)
        {
            return PackageSearch.Invalid(
                IntegrationCodes.PackageName, $"\"{written}\" is not a package's name. Write a folder as \"./folder\", an npm package as \"npm:name\", a NuGet package as \"nuget:Id\".");
        }

        return spec.Kind switch
        {
            PackageSpecKind.Path => FindPath(spec.Name),
            PackageSpecKind.Npm => FindNode(spec.Name) ?? NotInstalled(spec, $"npm package \"{spec.Name}\"", NodeModules.Searched(directory, spec.Name)),
            PackageSpecKind.NuGet => _store.Find(spec.Name) ?? NotInstalled(spec, $"NuGet package \"{spec.Name}\"", [_store.FolderOf(spec.Name)]),
            _ => FindBare(spec),
        };
    }

    private PackageSearch FindBare(PackageSpec spec)
    {
        var (node, dotNet) = (FindNode(spec.Name), _store.Find(spec.Name));
        if (node is not null && dotNet is not null)
        {
            return PackageSearch.Invalid(
                IntegrationCodes.AmbiguousPackage,
                $"\"{spec.Name}\" is installed twice: as an npm package in {node.Package?.Root} and as a NuGet package in {_store.FolderOf(spec.Name)}. Write \"npm:{spec.Name}\" or \"nuget:{spec.Name}\".");
        }

        return node ?? dotNet ?? NotInstalled(spec, $"package \"{spec.Name}\"", [_store.FolderOf(spec.Name), .. NodeModules.Searched(directory, spec.Name)]);
    }

    private PackageSearch? FindNode(string name) => NodeModules.Find(directory, name) is { } folder
        ? PackageSearch.Found(new LocatedPackage { Runtime = IntegrationRuntime.Node, Root = folder, CodeFolder = folder })
        : null;

    private PackageSearch FindPath(string written)
    {
        var path = Path.GetFullPath(written, directory);
        if (File.Exists(path))
        {
            return path.EndsWith(".nupkg", StringComparison.OrdinalIgnoreCase)
                ? _nupkg.Open(path, _store)
                : PackageSearch.Invalid(IntegrationCodes.NotAPackage, $"{path} is a file, but not a .nupkg. Name the folder it is in, or a .nupkg file.");
        }

        if (!Directory.Exists(path))
        {
            return PackageSearch.NotFound(
                $"There is no folder and no file {path} (relative paths count from the config file's directory, {directory}). Correct the path, or install a package with: coop add <package>");
        }

        return PackageFolder.Find(path);
    }

    private static PackageSearch NotInstalled(PackageSpec spec, string what, IReadOnlyList<string> searched) =>
        PackageSearch.NotFound($"The {what} is not installed. Looked in: {string.Join(", ", searched)}. Install it with: coop add {Prefix(spec.Kind)}{spec.Name}");

    private static string Prefix(PackageSpecKind kind) => kind switch
    {
        PackageSpecKind.Npm => "npm:",
        PackageSpecKind.NuGet => "nuget:",
        _ => "",
    };
}
