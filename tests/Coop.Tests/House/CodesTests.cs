using System.ComponentModel;
using Coop.Engine.Problems;
using Coop.Tests.Support;

namespace Coop.Tests.House;

/// <summary>Codes of problems: declared once, made by code, expected by a test, and docs/codes.md is what they say. Each rule is seen to catch a planted violation.</summary>
public sealed class CodesTests
{
    /// <summary>Set by eng/codes.sh.</summary>
    private const string WriteSwitch = "COOP_WRITE_CODES";

    private static IReadOnlyList<DeclaredCode> Planted(string name, string means = "It is so.", string remedy = "Do this.", string section = "Planted") =>
        [new(new ProblemCode(name, means, remedy), section, "Planted.get_Code")];

    [Fact]
    public void The_page_of_codes_is_what_the_declarations_say()
    {
        var file = Repo.PathOf("docs", "codes.md");
        var page = DeclaredCode.Page(DeclaredCode.All);
        if (Environment.GetEnvironmentVariable(WriteSwitch) == "1")
        {
            File.WriteAllText(file, page);
        }

        Assert.True(DeclaredCode.All.Count > 100, $"Only {DeclaredCode.All.Count} codes found: the search is broken.");
        Assert.True(page == File.ReadAllText(file), "docs/codes.md is not what the declared codes say. Run eng/codes.sh and commit what it writes.");
    }

    [Fact]
    public void A_code_makes_a_row_of_the_page()
    {
        var page = DeclaredCode.Page(DeclaredCode.In([typeof(PlantedCodes)]));
        Assert.Contains("## Planted\n\n| Code | Means | Do |\n|---|---|---|\n| `planted.one` | It is so. | Do this. |\n", page);
    }

    [Fact]
    public void Codes_are_well_declared() => Violations.None(CodeRules.BadlyDeclared(DeclaredCode.All));

    [Theory]
    [InlineData("itemType.nameTaken", "It is so.", "Planted", "kebab-case")]
    [InlineData("item-type", "It is so.", "Planted", "kebab-case")]
    [InlineData("item-type.name-taken", "", "Planted", "say in a sentence")]
    [InlineData("item-type.name-taken", "It is so.", "", "DisplayName")]
    public void A_code_that_is_badly_declared_is_caught(string name, string means, string section, string expected) =>
        Violations.One(CodeRules.BadlyDeclared(Planted(name, means, section: section)), expected);

    [Fact]
    public void A_code_that_is_declared_twice_is_caught() =>
        Violations.One(CodeRules.BadlyDeclared([.. Planted("a.b"), .. Planted("a.b")]), "2 times");

    [Fact]
    public void Every_code_is_made_by_code() => Violations.None(CodeRules.NeverMade(DeclaredCode.All, CompiledRoom.CallsOfHost));

    [Fact]
    public void A_code_that_nothing_makes_is_caught() =>
        Violations.One(CodeRules.NeverMade(Planted("a.b"), [("Other.Method", "Other.get_Code")]), "made by nothing");

    [Fact]
    public void Codes_are_made_only_where_they_are_declared() => Violations.None(CodeRules.MadeOutsideDeclarations(CompiledRoom.CallsOfHost));

    [Fact]
    public void A_code_that_is_made_elsewhere_is_caught()
    {
        using var tests = new CompiledRoom(typeof(CodesTests).Assembly.Location);
        Assert.Contains(CodeRules.MadeOutsideDeclarations(tests.Calls()), violation => violation.StartsWith("Coop.Tests.House.CodesTests.Planted makes", StringComparison.Ordinal));
    }

    /// <summary>Of both runtimes and of the pages; the rules of the house name codes and provoke none.</summary>
    [Fact]
    public void Every_code_is_expected_by_a_test() => Violations.None(CodeRules.NamedByNoTest(DeclaredCode.All, SourceFile.TestsOfTheHost));

    [Fact]
    public void A_code_that_no_test_expects_is_caught() => Violations.One(
        CodeRules.NamedByNoTest([.. Planted("a.b"), .. Planted("c.d")], [new("tests/A.cs", """Assert.Equal("c.d", code); // a.b comes later, "a.bc" is another""")]), "a.b: no test expects it");

    [Fact]
    public void The_host_explains_what_the_runner_says() => Violations.None(CodeRules.OutOfStepWithRunner(DeclaredCode.All, SourceFile.Tracked("node/lib/*.mjs", "node/runner.mjs")));

    [Fact]
    public void A_code_of_the_runner_without_an_explanation_is_caught() =>
        Violations.One(CodeRules.OutOfStepWithRunner([], [new("node/lib/a.mjs", "push({ code: 'signal.odd' })")]), "signal.odd");

    /// <summary>The form of a code, and a function of a page's script.</summary>
    private static readonly string[] NoCodes = ["area.reason", "coop.unfinished"];

    [Fact]
    public void The_pages_name_only_codes_that_there_are() =>
        Violations.None(CodeRules.UnknownInPages(DeclaredCode.All, SourceFile.Tracked("docs/*.md", "README.md"), NoCodes));

    [Fact]
    public void A_code_of_a_page_that_nothing_declares_is_caught() => Violations.One(
        CodeRules.UnknownInPages(Planted("a.b"), [new("docs/a.md", "`a.b`, `a.changed-since`, `coop.db-shm`, `global.json`, `area.reason` and `A.B`")], NoCodes), "docs/a.md names a.changed-since");

    [DisplayName("Planted")]
    private static class PlantedCodes
    {
        public static ProblemCode One { get; } = new("planted.one", "It is so.", "Do this.");
    }
}
