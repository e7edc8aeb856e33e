using System.Net;
using System.Text.RegularExpressions;
using Coop.Tests.Support;

namespace Coop.Tests.Server;

/// <summary>The API's description, for programs and for people.</summary>
public sealed partial class ReferenceTests(AcmeServer fixture) : IClassFixture<AcmeServer>
{
    [Fact]
    public async Task OpenAPI_describes_every_route_with_summary_key_and_schema()
    {
        var document = await fixture.Server.Stranger().Get("/openapi/v1.json").ExpectAsync(HttpStatusCode.OK);
        Assert.Equal("x-api-key", document.GetProperty("components").GetProperty("securitySchemes").GetProperty("apiKey").GetProperty("name").GetString());
        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject())
            {
                Assert.True(operation.Value.TryGetProperty("summary", out _), $"{operation.Name} {path.Name} has no summary");
                if (path.Name.Contains("/admin/", StringComparison.Ordinal))
                {
                    Assert.True(operation.Value.TryGetProperty("security", out _), $"{operation.Name} {path.Name} names no key");
                    Assert.True(operation.Value.GetProperty("responses").TryGetProperty("401", out _), $"{operation.Name} {path.Name} has no 401");
                }

                if (operation.Value.TryGetProperty("requestBody", out var sent) && sent.GetProperty("content").TryGetProperty("application/json", out var body))
                {
                    Assert.True(body.TryGetProperty("example", out _), $"{operation.Name} {path.Name} has no example");
                }
            }
        }

        Assert.Contains("\"FULL_ITEM\"", document.GetRawText());
    }

    [Fact]
    public async Task The_page_for_people_asks_nothing_of_other_origins()
    {
        var client = fixture.Server.Stranger();
        var page = await client.Text("/api");
        Assert.DoesNotMatch(OtherOrigin(), page);
        foreach (Match script in Script().Matches(page))
        {
            using var response = await client.Get("/api/" + script.Groups[1].Value);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [GeneratedRegex("""(src|href|from|import)\s*[=(]?\s*["'](https?:)?//""")]
    private static partial Regex OtherOrigin();

    [GeneratedRegex("src=\"([^\"]+)\"")]
    private static partial Regex Script();
}
