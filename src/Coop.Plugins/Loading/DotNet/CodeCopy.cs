namespace Coop.Plugins.Loading.DotNet;

/// <summary>Build output is used from a copy: a build can replace the original while the integration runs.</summary>
internal static class CodeCopy
{
    /// <returns>The copy of the file, in a copy of its folder.</returns>
    public static string Of(string file, string target)
    {
        Copy(Path.GetDirectoryName(file)!, target);
        return Path.Combine(target, Path.GetFileName(file));
    }

    private static void Copy(string source, string target)
    {
        Directory.CreateDirectory(target);
        foreach (var file in Directory.EnumerateFiles(source))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)), overwrite: true);
        }

        foreach (var folder in new DirectoryInfo(source).EnumerateDirectories().Where(folder => folder.LinkTarget is null))
        {
            Copy(folder.FullName, Path.Combine(target, folder.Name));
        }
    }
}
