using System.Net;
using System.Text.Json;
using Coop.Tests.Server;
using Coop.Tests.Support;

namespace Coop.Tests.Rules;

/// <summary>Two people who change one rule do not lose each other's work.</summary>
public sealed class RuleVersionTests(AcmeServer fixture) : IClassFixture<AcmeServer>
{
    private const string Rules = "/api/v1/admin/rules";

    [Fact]
    public async Task A_rule_that_was_changed_since_it_was_read_is_not_replaced()
    {
        var moderation = new Moderation(await fixture.Server.CreateOrgAsync());
        var one = $"{Rules}/{await moderation.RuleAsync("Spam", await moderation.PostTypeAsync(), [])}";
        var admin = moderation.Org.Admin;
        var read = (await admin.Get(one).ExpectAsync(HttpStatusCode.OK)).GetRawText();

        var first = await admin.PutJsonAsync(one, read.Replace("\"Spam\"", "\"First\"", StringComparison.Ordinal)).ExpectAsync(HttpStatusCode.OK);
        var refused = await admin.PutJsonAsync(one, read.Replace("\"Spam\"", "\"Second\"", StringComparison.Ordinal)).ExpectAsync(HttpStatusCode.Conflict);
        Assert.Equal(["/errors/concurrent-update-conflict", "/errors/conflict"], refused.GetProperty("errors")[0].GetProperty("type").EnumerateArray().Select(type => type.GetString()!));
        Assert.Equal("resource.changed-meanwhile", refused.FirstCode());
        Assert.Contains("'First'", refused.FirstDetail(), StringComparison.Ordinal);
        Assert.Equal("First", (await admin.Get(one).ExpectAsync(HttpStatusCode.OK)).GetProperty("name").GetString());

        // Read again, or without a version, it goes through.
        await admin.PutJsonAsync(one, first.GetRawText().Replace("\"First\"", "\"Third\"", StringComparison.Ordinal)).ExpectAsync(HttpStatusCode.OK);
        var whatever = JsonElement.Parse(read).EnumerateObject().Where(member => member.Name != "version").ToDictionary(member => member.Name, member => member.Value);
        await admin.PutJsonAsync(one, JsonSerializer.Serialize(whatever)).ExpectAsync(HttpStatusCode.OK);
    }
}
