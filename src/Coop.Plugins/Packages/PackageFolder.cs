using System.Xml;
using System.Xml.Linq;
using Coop.Engine.Integrations;

namespace Coop.Plugins.Packages;

/// <summary>A folder named by its path: a Node package, a project under development, published output or an unpacked .nupkg.</summary>
internal static class PackageFolder
{
    public static PackageSearch Find(string folder)
    {
        if (File.Exists(Path.Combine(folder, "package.json")))
        {
            return PackageSearch.Found(new LocatedPackage { Runtime = IntegrationRuntime.Node, Root = folder, CodeFolder = folder });
        }

        var projects = Directory.GetFiles(folder, "*.csproj");
        if (projects.Length > 1)
        {
            return PackageSearch.Invalid(
                IntegrationCodes.AmbiguousPackage, $"{folder} has {projects.Length} project files. Name the folder of the build output instead.");
        }

        return projects.Length == 1 ? FindProject(folder, projects[0]) : FindPublished(folder);
    }

    private static PackageSearch FindProject(string folder, string project)
    {
        if (AssemblyName(project) is not { } name)
        {
            return PackageSearch.Invalid(IntegrationCodes.NotAPackage, $"{project} is not a readable project file. Correct it and build it.");
        }

        var bin = Path.Combine(folder, "bin");
        var newest = Directory.Exists(bin)
            ? new DirectoryInfo(bin).GetFiles($"{name}.dll", SearchOption.AllDirectories)
                .Where(dll => File.Exists(Path.ChangeExtension(dll.FullName, ".deps.json")))
                .MaxBy(dll => dll.LastWriteTimeUtc)
            : null;
        return newest is null
            ? PackageSearch.NotFound(
                $"The project {project} has no build output: there is no {name}.dll with a {name}.deps.json under {bin}. Build it with: dotnet build \"{folder}\"")
            : PackageSearch.Found(new LocatedPackage
            {
                Runtime = IntegrationRuntime.DotNet,
                Root = folder,
                CodeFolder = newest.DirectoryName!,
                Candidates = [newest.FullName],
            });
    }

    private static PackageSearch FindPublished(string folder)
    {
        // A library's own .deps.json can lie beside the integration's; which of them it is, their metadata tells.
        var candidates = Directory.GetFiles(folder, "*.deps.json")
            .Select(file => file[..^".deps.json".Length] + ".dll")
            .Where(File.Exists)
            .Order(StringComparer.Ordinal)
            .ToList();
        return candidates.Count == 0
            ? PackageSearch.Invalid(
                IntegrationCodes.NotAPackage,
                $"{folder} holds no package: no package.json (Node), no .csproj (a project under development) and no .deps.json beside an assembly (published output). Publish a .NET integration with: dotnet publish")
            : PackageSearch.Found(new LocatedPackage { Runtime = IntegrationRuntime.DotNet, Root = folder, CodeFolder = folder, Candidates = candidates });
    }

    private static string? AssemblyName(string project)
    {
        try
        {
            return XDocument.Load(project).Descendants()
                .Where(element => element.Name.LocalName == "AssemblyName" && !element.Value.Contains('$', StringComparison.Ordinal))
                .Select(element => element.Value.Trim())
                .LastOrDefault(name => name.Length > 0) ?? Path.GetFileNameWithoutExtension(project);
        }
        catch (Exception e) when (e is XmlException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
