using Coop.Plugins.Loading.Checks;

namespace Coop.Plugins.Processes.Node;

/// <summary>
/// Links in a package that lead out of it. Node's permission model follows a link wherever it leads, so that a package could read through one what it may
/// not read. Packages from a registry have none; folders can. A running plugin cannot add one: it may write nowhere.
/// </summary>
internal static class PackageLinks
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = true };

    /// <returns>The first link that leads to where the package may not look, and is not how npm links one package to another; null when there is none.</returns>
    public static string? FindEscaping(string realRoot)
    {
        var folders = new Stack<DirectoryInfo>([new DirectoryInfo(realRoot)]);
        while (folders.TryPop(out var folder))
        {
            foreach (var entry in folder.EnumerateFileSystemInfos("*", Everything))
            {
                if (entry.LinkTarget is not null)
                {
                    if (Escapes(entry, realRoot))
                    {
                        return entry.FullName;
                    }
                }
                else if (entry is DirectoryInfo inner)
                {
                    folders.Push(inner);
                }
            }
        }

        return null;
    }

    private static bool Escapes(FileSystemInfo link, string realRoot)
    {
        try
        {
            var target = RealPath.Of(link.FullName);
            return !RealPath.IsInside(target, realRoot) && !(IsAmongModules(link) && File.Exists(Path.Combine(target, "package.json")));
        }
        catch (IOException)
        {
            // It goes in circles and so leads nowhere.
            return false;
        }
    }

    private static bool IsAmongModules(FileSystemInfo link)
    {
        var parent = Directory.GetParent(link.FullName);
        return parent is { Name: "node_modules" } || (parent is { Name: ['@', ..], Parent.Name: "node_modules" });
    }
}
