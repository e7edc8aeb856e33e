using System.Net;
using Coop.Tests.Support;

namespace Coop.Tests.Server;

/// <summary>P23: nothing of one organisation is seen or touched with another's key.</summary>
public sealed class IsolationTests(AcmeServer fixture) : IClassFixture<AcmeServer>
{
    [Theory]
    [InlineData("item-types", ResourceTests.ItemType)]
    [InlineData("policies", ResourceTests.Policy)]
    [InlineData("banks", ResourceTests.Bank)]
    [InlineData("actions", ResourceTests.Action)]
    [InlineData("api-keys", """{ "name": "Mine", "scope": "ITEMS" }""")]
    [InlineData("rules", null)]
    public async Task What_one_organisation_has_is_not_there_for_another(string path, string? json)
    {
        var (mine, other) = (await fixture.Server.CreateOrgAsync(), await fixture.Server.CreateOrgAsync());
        var url = $"/api/v1/admin/{path}";
        json ??= await RuleAsync(mine);
        var id = await mine.Admin.CreateAsync(url, json);

        Assert.DoesNotContain(id, await other.Admin.Text(url));
        await other.Admin.Delete($"{url}/{id}").ExpectAsync(HttpStatusCode.NotFound);
        if (path != "api-keys")
        {
            await other.Admin.Get($"{url}/{id}").ExpectAsync(HttpStatusCode.NotFound);
            await other.Admin.PutJsonAsync($"{url}/{id}", json).ExpectAsync(HttpStatusCode.NotFound);
        }

        Assert.Contains(id, await mine.Admin.Text(url));
    }

    [Fact]
    public async Task P23_a_configuration_is_the_organisations_own()
    {
        var (mine, other) = (await fixture.Server.CreateOrgAsync(), await fixture.Server.CreateOrgAsync());
        const string config = $"/api/v1/admin/integrations/{AcmeIntegrations.Id}/config";
        await mine.Admin.PutJsonAsync(config, """{ "apiKey": "sk-mine" }""").ExpectAsync(HttpStatusCode.OK);
        Assert.Equal("{}", await other.Admin.Text(config));
        await other.Admin.Delete(config).ExpectAsync(HttpStatusCode.NotFound);
        await mine.Items.Get(config).ExpectAsync(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_rule_cannot_refer_to_another_organisations_things()
    {
        var (mine, other) = (await fixture.Server.CreateOrgAsync(), await fixture.Server.CreateOrgAsync());
        var body = await other.Admin.PostJsonAsync("/api/v1/admin/rules", await RuleAsync(mine)).ExpectAsync(HttpStatusCode.BadRequest);
        Assert.Contains("/itemTypeIds/0", body.Pointers());
        Assert.Contains("/actions/0/actionId", body.Pointers());
        Assert.Contains("/policyIds/0", body.Pointers());
    }

    private static async Task<string> RuleAsync(TestOrg org) => ResourceTests.Rule(
        await org.Admin.CreateAsync("/api/v1/admin/item-types", ResourceTests.ItemType),
        await org.Admin.CreateAsync("/api/v1/admin/actions", ResourceTests.Action),
        await org.Admin.CreateAsync("/api/v1/admin/policies", ResourceTests.Policy));
}
