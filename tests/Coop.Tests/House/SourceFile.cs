using System.Diagnostics;
using Coop.Tests.Support;

namespace Coop.Tests.House;

/// <summary>A file git knows, for rules about the source text.</summary>
/// <param name="Path">Relative to the root, with forward slashes.</param>
/// <param name="Text">Its content.</param>
internal sealed record SourceFile(string Path, string Text)
{
    public string Name => System.IO.Path.GetFileName(Path);

    public string[] Lines => field ??= Text.Split('\n');

    /// <summary>What is provoked and expected somewhere. The rules of the house are left out: they name things only to count them.</summary>
    public static IReadOnlyList<SourceFile> TestsOfTheHost =>
        [.. Tracked("tests/*.cs", "node/test/*.mjs").Where(file => !file.Path.StartsWith("tests/Coop.Tests/House/", StringComparison.Ordinal))];

    /// <summary>The tracked and not ignored files that match git path specs.</summary>
    public static IReadOnlyList<SourceFile> Tracked(params string[] specs)
    {
        var start = new ProcessStartInfo("git", ["-C", Repo.Root, "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", .. specs])
        {
            RedirectStandardOutput = true,
        };
        using var git = Process.Start(start)!;
        var listed = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
        var files = listed.Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Where(path => File.Exists(Repo.PathOf(path)))
            .Select(path => new SourceFile(path, File.ReadAllText(Repo.PathOf(path))))
            .ToList();
        Assert.NotEmpty(files);
        return files;
    }
}
