namespace Coop.Plugins.Packages;

/// <summary>Node's own way of finding a package: <c>node_modules</c> here and in every folder above.</summary>
internal static class NodeModules
{
    public static string? Find(string directory, string name) =>
        Above(directory, name).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "package.json")));

    /// <summary>For messages: where a package was looked for.</summary>
    public static IReadOnlyList<string> Searched(string directory, string name) =>
        [Path.Combine(directory, "node_modules", Path.Combine(name.Split('/'))), "node_modules of the folders above it"];

    private static IEnumerable<string> Above(string directory, string name)
    {
        for (var folder = new DirectoryInfo(directory); folder is not null; folder = folder.Parent)
        {
            yield return Path.Combine([folder.FullName, "node_modules", .. name.Split('/')]);
        }
    }
}
