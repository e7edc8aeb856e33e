using System.Text.RegularExpressions;
using Coop.Tests.Support;

namespace Coop.Tests.Docs;

/// <summary>The page of the TypeScript system's cases names tests that are there.</summary>
public sealed partial class CompatibilityTests
{
    [Fact]
    public void Every_test_the_page_names_exists()
    {
        var sources = Directory.EnumerateFiles(Repo.PathOf("tests"), "*Tests.cs", SearchOption.AllDirectories).Select(File.ReadAllText).ToList();
        var named = Named().Matches(File.ReadAllText(Repo.PathOf("docs", "compatibility.md")))
            .Select(match => (Class: match.Groups["class"].Value, Test: match.Groups["test"].Value)).ToList();
        Assert.True(named.Count > 30);
        Assert.All(named, name => Assert.Contains(sources, source => source.Contains($"class {name.Class}", StringComparison.Ordinal) && source.Contains($" {name.Test}(", StringComparison.Ordinal)));
    }

    [GeneratedRegex(@"`(?<class>\w+Tests)\.(?<test>\w+)`")]
    private static partial Regex Named();
}
