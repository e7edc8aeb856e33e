namespace Coop.Tests.House;

public sealed class GivenRulesTests
{
    [Fact]
    public void Names_that_others_gave_stay_within_themselves() => Violations.None(GivenRules.Bare(SourceFile.Tracked("src/*.razor")));

    [Fact]
    public void They_do_in_attributes() => Violations.None(GivenRules.BareAttributes(SourceFile.Tracked("src/*.razor")));

    [Fact]
    public void They_do_in_sentences() => Violations.None(GivenRules.BareInSentences(SourceFile.Tracked("src/*.razor", "src/*.cs")));

    [Theory]
    [InlineData("<td>@decision.ItemId</td>", "@decision.ItemId")]
    [InlineData("<td>@(place.Name ?? place.Id)</td>", "@(place.Name")]
    [InlineData("<p onclick=\"() => x\">By @person?.DisplayName</p>", "@person?.DisplayName")]
    [InlineData("<p role=\"alert\">@problem.Detail</p>", "@problem.Detail")]
    [InlineData("<span>@step.Message</span>", "@step.Message")]
    [InlineData("<option value=\"@value\">@label</option>", "@label")]
    public void A_bare_name_is_caught(string markup, string bare) => Violations.One(GivenRules.Bare([new("src/Coop.Server/A.razor", markup + "\n@code { }")]), bare);

    [Theory]
    [InlineData("<div role=\"group\" aria-label=\"@(action?.Name ?? taken.ActionId)\">", "aria-label=\"@(action?.Name")]
    [InlineData("<label title=\"@choice.Description\">", "title=\"@choice.Description")]
    public void A_bare_name_in_an_attribute_is_caught(string markup, string bare) => Violations.One(GivenRules.BareAttributes([new("src/Coop.Server/A.razor", markup)]), bare);

    [Theory]
    [InlineData("A.razor", "Snackbar.Add($\"“{key.Name}” is revoked.\", Severity.Success);", "{key.Name}")]
    [InlineData("A.razor", "<MudButton aria-label=\"@($\"Remove {person.DisplayName}\")\">Remove</MudButton>", "{person.DisplayName}")]
    [InlineData("Pages/AWords.cs", "return $\"field {State.Name.Trim()}\";", "{State.Name.Trim()}")]
    [InlineData("Pages/AWords.cs", "return $\"Why {rule.Name ?? rule.RuleId} did not match\";", "{rule.Name ?? rule.RuleId}")]
    [InlineData("A.razor", "<dd>@string.Join(\", \", Shown.Select(choice => choice.Label))</dd>", "choice => choice.Label)")]
    [InlineData("A.razor", "<td title=\"@string.Join(\", \", users)\">", "string.Join(\", \", users)")]
    public void A_bare_name_in_a_sentence_is_caught(string file, string line, string bare) => Violations.One(GivenRules.BareInSentences([new("src/Coop.Server/" + file, line)]), bare);

    [Theory]
    [InlineData("Snackbar.Add($\"“{GivenText.Within(key.Name)}” is revoked.\", Severity.Success);")]
    [InlineData("<td title=\"@GivenText.List(users)\">")]
    [InlineData("<a href=\"@($\"/a?q={Uri.EscapeDataString(rule.Name)}\")\">")]
    public void A_name_within_itself_in_a_sentence_is_none(string line) => Violations.None(GivenRules.BareInSentences([new("src/Coop.Server/A.razor", line)]));

    [Fact]
    public void No_name_runs_into_the_words_beside_it() => Violations.None(GivenRules.LostSpaces(SourceFile.Tracked("src/*.razor")));

    [Theory]
    [InlineData("<h1><Given Text=\"@Title\" />@if (x) { <text> </text><Given Text=\"@About\" /> }</h1>", "<text> </text>")]
    [InlineData("Remove<span class=\"visually-hidden\"> <Given Text=\"@(x?.Name)\" /></span>", "> <Given")]
    [InlineData("Up<span> @Spoken</span>", "<span> @Spoken")]
    [InlineData("<a><Given Text=\"@hit.Name\" /> @if (x) { <small>y</small> }</a>", "/> @if")]
    public void A_space_that_is_dropped_is_caught(string markup, string lost) => Violations.One(GivenRules.LostSpaces([new("src/Coop.Server/A.razor", markup + "\n@code { }")]), lost);

    [Theory]
    [InlineData("<h1><Given Text=\"@Title\" />@(\" \")<Given Text=\"@About\" /></h1>")]
    [InlineData("<label>Role of <Given Text=\"@x.DisplayName\" /></label>")]
    [InlineData("<p>Of <b>x</b> <Given Text=\"@y\" /></p>")]
    public void A_space_that_stays_is_none(string markup) => Violations.None(GivenRules.LostSpaces([new("src/Coop.Server/A.razor", markup + "\n@code { }")]));

    [Theory]
    [InlineData("<td><Given Text=\"@decision.ItemId\" /></td>")]
    [InlineData("<option>@GivenText.Alone(type.Name)</option>")]
    [InlineData("<a href=\"@rule.Name\">x</a>\n@code { string A => @Name; }")]
    public void A_name_within_itself_is_none(string markup) => Violations.None(GivenRules.Bare([new("src/Coop.Server/A.razor", markup)]));
}
