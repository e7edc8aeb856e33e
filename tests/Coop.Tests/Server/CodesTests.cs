using System.Text.RegularExpressions;
using Coop.Tests.Support;

namespace Coop.Tests.Server;

/// <summary>docs/codes.md lists exactly the codes in the source.</summary>
public sealed partial class CodesTests
{
    [Fact]
    public void Every_code_in_the_source_is_explained_and_no_other()
    {
        var documented = DocumentedCode().Matches(File.ReadAllText(Repo.PathOf("docs/codes.md"))).Select(match => match.Groups[1].Value).ToHashSet();
        var areas = documented.Select(code => code.Split('.')[0]).ToHashSet();
        var used = Directory.EnumerateFiles(Repo.PathOf("src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file => UsedCode().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .Concat(Directory.EnumerateFiles(Repo.PathOf("node", "lib"), "*.mjs").SelectMany(file => RunnersCode().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)))
            .Where(code => areas.Contains(code.Split('.')[0]))
            .ToHashSet();

        Assert.True(used.Count > 100, $"Only {used.Count} codes found: the search is broken.");
        Assert.Empty(used.Except(documented).Order());
        Assert.Empty(documented.Except(used).Order());
    }

    [GeneratedRegex(@"^\| `([a-z-]+\.[a-zA-Z-]+)` \|", RegexOptions.Multiline)]
    private static partial Regex DocumentedCode();

    // A code is the first argument of whatever makes a problem, or is named Code.
    [GeneratedRegex(@"(?:\(|Code = |Code: |\? |: |=> )\s*""([a-z-]+\.[a-zA-Z-]+)""")]
    private static partial Regex UsedCode();

    // The Node runner finds some problems itself and says them with codes of the same areas.
    [GeneratedRegex(@"'((?:manifest|signal|integration)\.[a-zA-Z-]+)'")]
    private static partial Regex RunnersCode();
}
