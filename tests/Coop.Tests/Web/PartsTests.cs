using Coop.Server.Web.Parts;
using Coop.Server.Web.Security;

namespace Coop.Tests.Web;

/// <summary>The small rules pages lean on.</summary>
public sealed class PartsTests
{
    [Theory]
    [InlineData("/dashboard/rules?x=1", "/dashboard/rules?x=1")]
    [InlineData(null, "/dashboard")]
    [InlineData("", "/dashboard")]
    [InlineData("/", "/dashboard")]
    [InlineData("https://evil.example/", "/dashboard")]
    [InlineData("//evil.example/", "/dashboard")]
    [InlineData("/\\evil.example/", "/dashboard")]
    [InlineData("/a\r\nSet-Cookie: b", "/dashboard")]
    public void After_signing_in_one_stays_on_this_server(string? wanted, string gone) => Assert.Equal(gone, LocalPath.Of(wanted));

    [Theory]
    [InlineData("https://docs.example/a", "https://docs.example/a")]
    [InlineData(" http://docs.example ", "http://docs.example/")]
    [InlineData("javascript:alert(1)", null)]
    [InlineData("data:text/html,x", null)]
    [InlineData("/local", null)]
    [InlineData("words", null)]
    [InlineData(null, null)]
    public void Only_addresses_of_web_pages_become_links(string? text, string? link) => Assert.Equal(link, WebLink.Of(text));

    [Theory]
    [InlineData("", null)]
    [InlineData("  ", null)]
    [InlineData("{\"a\": 1}", null)]
    [InlineData("{\n  \"ä\": tru }", "Line 2, column 11")]
    [InlineData("[1, 2", "Line 1, column 6")]
    public void A_mistake_in_JSON_has_its_line_and_column_in_characters(string text, string? place)
    {
        var mistake = JsonMistake.In(text);
        if (place is null)
        {
            Assert.Null(mistake);
        }
        else
        {
            Assert.StartsWith(place, mistake, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(10, "just now")]
    [InlineData(-10, "in a moment")]
    [InlineData(60, "1 minute ago")]
    [InlineData(3_600, "1 hour ago")]
    [InlineData(50 * 3_600, "2 days ago")]
    [InlineData(40 * 86_400, "1 month ago")]
    [InlineData(400 * 86_400, "1 year ago")]
    [InlineData(-14 * 86_400, "in 14 days")]
    public void Times_are_told_in_words(int secondsAgo, string words)
    {
        var now = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        Assert.Equal(words, RelativeTime.Words(now - TimeSpan.FromSeconds(secondsAgo), now));
    }

    [Theory]
    [InlineData("/apiKey", "/apiKey", true)]
    [InlineData("/list/2", "/list", true)]
    [InlineData("/listing", "/list", false)]
    [InlineData("/a~1b", "/a~1b", true)]
    public void A_problem_belongs_to_the_field_whose_pointer_it_is_in(string pointer, string field, bool belongs) => Assert.Equal(belongs, FieldPointer.IsWithin(pointer, field));
}
