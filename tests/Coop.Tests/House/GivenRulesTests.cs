namespace Coop.Tests.House;

public sealed class GivenRulesTests
{
    [Fact]
    public void Names_that_others_gave_stay_within_themselves() => Violations.None(GivenRules.Bare(SourceFile.Tracked("src/*.razor")));

    [Theory]
    [InlineData("<td>@decision.ItemId</td>", "@decision.ItemId")]
    [InlineData("<td>@(place.Name ?? place.Id)</td>", "@(place.Name")]
    [InlineData("<p onclick=\"() => x\">By @person?.DisplayName</p>", "@person?.DisplayName")]
    public void A_bare_name_is_caught(string markup, string bare) => Violations.One(GivenRules.Bare([new("src/Coop.Server/A.razor", markup + "\n@code { }")]), bare);

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
