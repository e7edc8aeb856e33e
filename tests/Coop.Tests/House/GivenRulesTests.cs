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

    [Theory]
    [InlineData("<td><Given Text=\"@decision.ItemId\" /></td>")]
    [InlineData("<option>@GivenText.Alone(type.Name)</option>")]
    [InlineData("<a href=\"@rule.Name\">x</a>\n@code { string A => @Name; }")]
    public void A_name_within_itself_is_none(string markup) => Violations.None(GivenRules.Bare([new("src/Coop.Server/A.razor", markup)]));
}
