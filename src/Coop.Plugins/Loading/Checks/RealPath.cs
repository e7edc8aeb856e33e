namespace Coop.Plugins.Loading.Checks;

/// <summary>Where a path leads once every link on the way is followed.</summary>
internal static class RealPath
{
    private const int MostLinks = 40;

    /// <exception cref="IOException">The links go in circles.</exception>
    public static string Of(string path)
    {
        var links = 0;
        return Follow(Path.GetFullPath(path), ref links);
    }

    public static bool IsInside(string real, string realRoot) =>
        real.StartsWith(Path.TrimEndingDirectorySeparator(realRoot) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static string Follow(string path, ref int links)
    {
        var root = Path.GetPathRoot(path)!;
        var real = root;
        foreach (var part in path[root.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var next = new FileInfo(Path.Combine(real, part));
            if (next.LinkTarget is not { } target)
            {
                real = next.FullName;
            }
            else if (++links > MostLinks)
            {
                throw new IOException($"Too many links on the way to {path}.");
            }
            else
            {
                real = Follow(Path.GetFullPath(target, real), ref links);
            }
        }

        return real;
    }
}
