using Coop.Engine.Actions;

namespace Coop.Tests.Webhooks;

public class WebhookHeadersTests
{
    [Theory]
    [InlineData("authorization", "Bearer abc")]
    [InlineData("X-Custom_1", "two words")]
    public void Takes_an_ordinary_header(string name, string value) => Assert.Empty(Check((name, value)));

    [Theory]
    [InlineData("Host")]
    [InlineData("content-length")]
    [InlineData("Content-Type")]
    [InlineData("Coop-Signature")]
    [InlineData("idempotency-key")]
    [InlineData("Transfer-Encoding")]
    public void Refuses_to_override_its_own(string name) => Assert.Equal(["webhook.header-reserved"], Check((name, "x")));

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("umlaut-ä")]
    [InlineData("colon:")]
    [InlineData("line\nbreak")]
    public void Refuses_a_name_that_is_none(string name) => Assert.Equal(["webhook.header-name"], Check((name, "x")));

    [Theory]
    [InlineData("")]
    [InlineData(" padded ")]
    [InlineData("line\r\nInjected: yes")]
    [InlineData("umlaut ä")]
    public void Refuses_a_value_that_could_not_be_sent(string value) => Assert.Equal(["webhook.header-value"], Check(("x-test", value)));

    [Fact]
    public void Refuses_a_name_twice_in_different_case() => Assert.Equal(["webhook.header-repeated"], Check(("x-test", "1"), ("X-Test", "2")));

    [Fact]
    public void Points_at_the_header() =>
        Assert.Equal("/x~1y", Assert.Single(WebhookHeaders.Check([KeyValuePair.Create("x/y", "z")])).Pointer);

    [Fact]
    public void Refuses_more_than_fifty() =>
        Assert.Equal(["webhook.too-many-headers"], Check([.. Enumerable.Range(0, 51).Select(i => ($"x-{i}", "1"))]));

    [Theory]
    [InlineData("http://localhost:9090/hook")]
    [InlineData("https://hooks.example.com/a?b=c")]
    public void Takes_an_address(string url) => Assert.Null(WebhookHeaders.CheckUrl(url));

    [Theory]
    [InlineData("ftp://example.com/")]
    [InlineData("/relative")]
    [InlineData("https://user:secret@example.com/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("not an address")]
    public void Refuses_what_is_no_address(string url) => Assert.Equal("webhook.url", WebhookHeaders.CheckUrl(url)?.Code);

    private static IEnumerable<string> Check(params (string Name, string Value)[] headers) =>
        WebhookHeaders.Check(headers.Select(header => KeyValuePair.Create(header.Name, header.Value))).Select(problem => problem.Code);
}
