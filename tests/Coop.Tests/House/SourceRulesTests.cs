using Coop.Tests.Support;

namespace Coop.Tests.House;

/// <summary>Each rule holds for the tree, and is seen to catch a planted violation.</summary>
public sealed class SourceRulesTests
{
    private static readonly Lazy<IReadOnlyList<SourceFile>> Code = new(() => SourceFile.Tracked("*.cs", "*.razor", "*.mjs"));
    private static readonly Lazy<IReadOnlyList<SourceFile>> Pages = new(() => SourceFile.Tracked("*.md"));

    // This folder plants violations, so the rules leave it out where they look at test code.
    private static IEnumerable<SourceFile> CodeElsewhere => Code.Value.Where(f => !f.Path.StartsWith("tests/Coop.Tests/House/", StringComparison.Ordinal));

    [Fact]
    public void Names_say_something() => Violations.None(SourceRules.NamesThatSayNothing(Code.Value));

    [Fact]
    public void A_name_that_says_nothing_is_caught() =>
        Violations.One(SourceRules.NamesThatSayNothing([new("src/Coop.Engine/Rules/RuleManager.cs", "internal sealed class RuleManager;")]), "RuleManager");

    [Fact]
    public void Files_are_short() => Violations.None(SourceRules.LongFiles(CodeElsewhere));

    [Fact]
    public void A_long_file_is_caught() =>
        Violations.One(SourceRules.LongFiles([new("src/Coop.Engine/Long.cs", new string('\n', 400))]), "401 lines");

    [Fact]
    public void Folders_are_namespaces() => Violations.None(SourceRules.FoldersThatAreNotNamespaces(Code.Value));

    [Fact]
    public void A_namespace_elsewhere_is_caught() =>
        Violations.One(SourceRules.FoldersThatAreNotNamespaces([new("src/Coop.Engine/Rules/Rule.cs", "namespace Coop.Engine.Model;")]), "folder says Coop.Engine.Rules");

    [Fact]
    public void A_silenced_warning_has_its_reason_beside_it() => Violations.None(SourceRules.SilencedWarnings(CodeElsewhere));

    [Fact]
    public void A_warning_silenced_without_a_reason_is_caught() =>
        Violations.One(SourceRules.SilencedWarnings([new("src/A.cs", "using A;\n#pragma warning disable CA1000")]), "A.cs:2");

    [Fact]
    public void No_source_of_the_host_names_an_integration()
    {
        var ids = FirstPartyIds();
        Assert.NotEmpty(ids);
        Violations.None(SourceRules.Mentions(SourceFile.Tracked("src/", "node/").Where(f => !f.Path.StartsWith("node/test", StringComparison.Ordinal)), ids));
    }

    [Fact]
    public void A_named_integration_is_caught() =>
        Violations.One(SourceRules.Mentions([new("src/Coop.Server/Logos.cs", "case \"ACME_VISION\":")], ["ACME_VISION"]), "ACME_VISION");

    [Fact]
    public void No_letter_is_lost_while_somebody_types() => Violations.None(SourceRules.ValuesWrittenBackWhileTyping(Code.Value));

    [Fact]
    public void A_value_that_is_written_back_while_typing_is_caught() =>
        Violations.One(SourceRules.ValuesWrittenBackWhileTyping([new("src/Coop.Server/A.razor", """<input value="@_name" @oninput="Type" />""")]), "@bind:get");

    [Fact]
    public void Every_text_that_is_typed_has_an_end() => Violations.None(SourceRules.TextsWithoutEnd(Code.Value));

    [Fact]
    public void A_text_without_an_end_is_caught() =>
        Violations.One(SourceRules.TextsWithoutEnd([new("src/A.razor", """<input class="input" @bind:set="text => Set(text)" /><input maxlength="9" />""")]), "maxlength");

    [Fact]
    public void What_a_page_reads_ends_with_the_page() => Violations.None(SourceRules.EndlessPages(Code.Value));

    [Fact]
    public void A_page_that_reads_without_end_is_caught() =>
        Violations.One(SourceRules.EndlessPages([new("src/A.razor", "await Rules.ListAsync(actor.OrgId, CancellationToken.None)")]), "Life");

    [Fact]
    public void No_text_for_people_decides_anything() => Violations.None(SourceRules.TextsThatDecide(Code.Value));

    [Theory]
    [InlineData("e.Message.Contains(\"no body\", StringComparison.Ordinal)")]
    [InlineData("case BadHttpRequestException { Message: var message } when message.Contains(\"no body\")")]
    [InlineData("error.Message is KeepableJson.NoText")]
    [InlineData("UnknownMember().Match(error.Message)")]
    [InlineData("problem.Detail?.StartsWith(\"The body\")")]
    public void A_text_that_decides_is_caught(string code) => Violations.One(SourceRules.TextsThatDecide([new("src/A.cs", code)]), "go by a type");

    [Fact]
    public void Nothing_is_left_unfinished() => Violations.None(SourceRules.Unfinished(CodeElsewhere));

    [Fact]
    public void Unfinished_work_is_caught() =>
        Violations.One(SourceRules.Unfinished([new("src/A.cs", "// TODO later")]), "TODO");

    [Fact]
    public void No_test_is_skipped() => Violations.None(SourceRules.SkippedTests(CodeElsewhere));

    [Fact]
    public void A_skipped_test_is_caught() =>
        Violations.One(SourceRules.SkippedTests([new("tests/A.cs", "[Fact(Skip = \"flaky\")]")]), "proves nothing");

    [Fact]
    public void Links_between_pages_resolve() =>
        Violations.None(SourceRules.BrokenLinks(Pages.Value, path => Path.Exists(Repo.PathOf(path))));

    [Fact]
    public void A_broken_link_is_caught() =>
        Violations.One(SourceRules.BrokenLinks([new("docs/a.md", "see [b](b.md#x)")], _ => false), "b.md does not exist");

    /// <summary>The integration and signal ids of our own integrations: UPPER_SNAKE_CASE string literals with an underscore.</summary>
    private static List<string> FirstPartyIds() =>
        [.. SourceFile.Tracked("integrations/*.cs").SelectMany(file => QuotedId.Matches(file.Text).Select(m => m.Groups[1].Value)).Distinct()
            .Except(Coop.Engine.WireNames.All<Coop.Integrations.ScalarType>())
            .Except(Coop.Integrations.Languages.Known)];

    private static System.Text.RegularExpressions.Regex QuotedId { get; } = new("\"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\"");
}
