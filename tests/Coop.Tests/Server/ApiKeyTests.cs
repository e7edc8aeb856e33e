using System.Net;
using Coop.Tests.Support;

namespace Coop.Tests.Server;

public sealed class ApiKeyTests(AcmeServer fixture) : IClassFixture<AcmeServer>
{
    private const string Keys = "/api/v1/admin/api-keys";

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    public async Task Without_a_good_key_the_answer_is_Invalid_API_Key(string? key)
    {
        var client = key is null ? fixture.Server.Stranger() : fixture.Server.Client(key);
        var body = await client.Get(Keys).ExpectAsync(HttpStatusCode.Unauthorized);
        Assert.Equal("Invalid API Key", body.GetProperty("errors")[0].GetProperty("title").GetString());
        Assert.Equal("/errors/authentication-failed-or-missing", body.GetProperty("errors")[0].GetProperty("type")[0].GetString());
    }

    [Fact]
    public async Task A_key_of_scope_items_may_not_manage()
    {
        var org = await fixture.Server.CreateOrgAsync();
        var body = await org.Items.Get(Keys).ExpectAsync(HttpStatusCode.Forbidden);
        Assert.Equal("api-key.scope-missing", body.FirstCode());
        Assert.Equal("/errors/authorization-failed", body.GetProperty("errors")[0].GetProperty("type")[0].GetString());
    }

    [Fact]
    public async Task A_key_is_shown_once_works_at_once_and_stops_at_once_when_revoked()
    {
        var org = await fixture.Server.CreateOrgAsync();
        var made = await org.Admin.PostJsonAsync(Keys, """{ "name": "Second", "scope": "ADMIN" }""").ExpectAsync(HttpStatusCode.Created);
        var (id, secret) = (made.GetProperty("id").GetString()!, made.GetProperty("secret").GetString()!);
        Assert.Matches("^[0-9a-f]{64}$", secret);

        var client = fixture.Server.Client(secret);
        var list = await client.Get(Keys).ExpectAsync(HttpStatusCode.OK);
        Assert.DoesNotContain(secret, list.GetRawText());
        Assert.DoesNotContain("hash", list.GetRawText(), StringComparison.OrdinalIgnoreCase);

        await org.Admin.Delete($"{Keys}/{id}").ExpectAsync(HttpStatusCode.NoContent);
        await client.Get(Keys).ExpectAsync(HttpStatusCode.Unauthorized);
        await org.Admin.Delete($"{Keys}/{id}").ExpectAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_wrong_draft_is_refused_with_every_mistake()
    {
        var org = await fixture.Server.CreateOrgAsync();
        var body = await org.Admin.PostJsonAsync(Keys, """{ "name": " ", "scope": "ADMINS" }""").ExpectAsync(HttpStatusCode.BadRequest);
        Assert.Equal(["/name", "/scope"], body.Pointers());
        Assert.Contains("Did you mean 'ADMIN'?", body.GetProperty("errors")[1].GetProperty("detail").GetString());
    }
}
