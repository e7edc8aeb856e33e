using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Coop.Engine.Editing;
using Coop.Engine.Integrations;
using Coop.Engine.Orgs;
using Coop.Tests.Support;

namespace Coop.Tests.Server;

/// <summary>What a program that talks to the API can rely on: the code of each refusal, provoked by a request.</summary>
public sealed class RefusalCodesTests(AcmeServer fixture) : IClassFixture<AcmeServer>
{
    private const string Admin = "/api/v1/admin/";
    private const string Post = """{ "name": "P", "kind": "CONTENT", "fields": [ { "name": "text", "type": "STRING" } ] }""";

    [Theory]
    [InlineData("item-types", """{ "name": "A", "kind": "CONTNT", "fields": [ { "name": "a", "type": "STRING" } ] }""", "input.not-one-of")]
    [InlineData("item-types", """{ "name": "A", "kind": "CONTENT", "fields": [ { "name": "a", "type": "STRING" }, { "name": "a", "type": "STRING" } ] }""", "input.repeated")]
    [InlineData("item-types", """{ "name": "A", "kind": "CONTENT", "fields": [ { "name": "t", "type": "RELATED_ITEM" } ], "roles": { "threadId": "t" } }""", "item-type.roles-invalid")]
    [InlineData("policies", """{ "name": "A\nb" }""", "input.invalid")]
    [InlineData("policies", """{ "name": "A", "parentId": "nobody" }""", "input.unknown-reference")]
    [InlineData("policies", """{ "name": "A", "noSuchMember": 1 }""", "http.malformed-body")]
    [InlineData("rules", """{ "name": "A", "status": "LIVE", "conditions": { "conjunction": "AND", "conditions": [] } }""", "rule.invalid", "rule.condition-invalid")]
    [InlineData("rules", """{ "name": "A", "status": "LIVE", "itemTypeIds": [ "$type" ], "policyIds": [ "gone" ], "conditions": { "conjunction": "AND", "conditions": [ $leaf ] } }""", "rule.unknown-reference")]
    [InlineData("rules", """{ "name": "A", "status": "LIVE", "itemTypeIds": [ "$type" ], "conditions": { "conjunction": "AND", "conditons": [ $leaf ] } }""", "rule.condition-unknown-member", "rule.condition-invalid")]
    public async Task Of_a_draft(string path, string json, params string[] codes)
    {
        var org = await fixture.Server.CreateOrgAsync();
        var type = await org.Admin.CreateAsync(Admin + "item-types", Post);
        var leaf = """{ "input": { "type": "CONTENT_FIELD", "name": "text", "contentTypeId": "$type" }, "comparator": "IS_NOT_PROVIDED" }""";
        var body = await org.Admin.PostJsonAsync(Admin + path, json.Replace("$leaf", leaf, StringComparison.Ordinal).Replace("$type", type, StringComparison.Ordinal)).ExpectAsync(HttpStatusCode.BadRequest);
        Assert.Subset(Codes(body).ToHashSet(), codes.ToHashSet());
    }

    [Fact]
    public async Task Of_texts_and_lists_without_end()
    {
        var org = await fixture.Server.CreateOrgAsync();
        Assert.Equal(["input.too-long"], Codes(await org.Admin.PostJsonAsync(Admin + "policies", JsonSerializer.Serialize(new { name = new string('n', 300) })).ExpectAsync(HttpStatusCode.BadRequest)));
        var fields = Enumerable.Range(0, 5000).Select(i => new { name = "f" + i, type = "STRING" });
        Assert.Contains("input.too-many", Codes(await org.Admin.PostJsonAsync(Admin + "item-types", JsonSerializer.Serialize(new { name = "A", kind = "CONTENT", fields })).ExpectAsync(HttpStatusCode.BadRequest)));
        Assert.Equal("input.out-of-range", (await org.Admin.Get(Admin + "decisions?limit=0").ExpectAsync(HttpStatusCode.BadRequest)).FirstCode());
    }

    [Fact]
    public async Task Of_what_is_used_and_of_what_stays()
    {
        var org = await fixture.Server.CreateOrgAsync();
        var type = await org.Admin.CreateAsync(Admin + "item-types", Post);
        await org.Admin.CreateAsync(Admin + "rules", $$"""
            { "name": "R", "status": "DRAFT", "itemTypeIds": [ "{{type}}" ], "conditions": { "conjunction": "AND", "conditions": [
                { "input": { "type": "CONTENT_FIELD", "name": "text", "contentTypeId": "{{type}}" }, "comparator": "IS_NOT_PROVIDED" } ] } }
            """);
        Assert.Equal("resource.in-use", (await org.Admin.Delete(Admin + "item-types/" + type).ExpectAsync(HttpStatusCode.Conflict)).FirstCode());
    }

    [Fact]
    public async Task Of_the_item_type_that_an_organisation_is_founded_with()
    {
        var founded = (await fixture.Server.Get<OrgFounding>().FoundAsync(new OrgDraft("Founded", "ada@founded.example", "correct horse battery"), TestContext.Current.CancellationToken)).Value;
        using var admin = fixture.Server.Client(founded.AdminApiKey);
        var user = Assert.Single((await admin.Get(Admin + "item-types").ExpectAsync(HttpStatusCode.OK)).GetProperty("itemTypes").EnumerateArray());
        var one = Admin + "item-types/" + user.GetProperty("id").GetString();

        var refused = await admin.Delete(one).ExpectAsync(HttpStatusCode.Conflict);

        Assert.Equal("item-type.default-user-type", refused.FirstCode());
        Assert.Equal("'User' is your organisation's default user type. It can be changed but not deleted.", refused.FirstDetail());
        Assert.Equal("/errors/attempting-to-delete-default-user-type", refused.GetProperty("errors")[0].GetProperty("type")[0].GetString());
        Assert.Equal([null], refused.Pointers());
        Assert.True((await admin.Get(one).ExpectAsync(HttpStatusCode.OK)).GetProperty("isDefaultUserType").GetBoolean());
    }

    [Fact]
    public async Task Of_what_others_change_each_time_it_was_checked()
    {
        var org = await fixture.Server.CreateOrgAsync();
        var config = $"{Admin}integrations/{AcmeIntegrations.Id}/config";
        await org.Admin.PutJsonAsync(config, """{ "apiKey": "sk-a", "name": "first" }""").ExpectAsync(HttpStatusCode.OK);
        var (store, checks) = (fixture.Server.Get<ISettingStore<IntegrationConfig>>(), 0);
        fixture.Acme.Check = async (_, cancellationToken) =>
        {
            var theirs = JsonElement.Parse($$"""{ "apiKey": "sk-a", "name": "theirs {{++checks}}" }""");
            var saved = await store.ChangeAsync(
                SettingEdit<IntegrationConfig>.Replace(org.Id, AcmeIntegrations.Id, "colleague", null, now => now.Value with { Json = theirs }), cancellationToken);
            Assert.Empty(saved.Problems);
            return [];
        };

        JsonElement refused;
        try
        {
            refused = await org.Admin.PutJsonAsync(config, """{ "name": "mine" }""").ExpectAsync(HttpStatusCode.Conflict);
        }
        finally
        {
            fixture.Acme.Check = (_, _) => new([]);
        }

        Assert.Equal("resource.busy", refused.FirstCode());
        Assert.Equal("What this refers to was changed by others again and again while it was being checked. Nothing was saved; try again.", refused.FirstDetail());
        Assert.Equal([null], refused.Pointers());
        Assert.InRange(checks, 2, 100);
        Assert.Equal($"theirs {checks}", (await org.Admin.Get(config).ExpectAsync(HttpStatusCode.OK)).GetProperty("name").GetString());
        await org.Admin.PutJsonAsync(config, """{ "name": "mine" }""").ExpectAsync(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("{}", "integration-config.missing-field")]
    [InlineData("[]", "integration-config.not-an-object")]
    [InlineData("""{ "apiKey": "k", "regoin": "eu" }""", "integration-config.unknown-key")]
    [InlineData("""{ "apiKey": "k", "limit": "many" }""", "integration-config.invalid-field")]
    public async Task Of_a_configuration(string json, string code)
    {
        var org = await fixture.Server.CreateOrgAsync();
        Assert.Contains(code, Codes(await org.Admin.PutJsonAsync($"{Admin}integrations/{AcmeIntegrations.Id}/config", json).ExpectAsync(HttpStatusCode.BadRequest)));
    }

    [Fact]
    public async Task Of_a_configuration_that_is_too_large_and_of_one_that_is_not_there()
    {
        var org = await fixture.Server.CreateOrgAsync();
        var config = $"{Admin}integrations/{AcmeIntegrations.Id}/config";
        var large = await org.Admin.PutJsonAsync(config, JsonSerializer.Serialize(new { apiKey = "k", name = new string('x', 300 * 1024) })).ExpectAsync(HttpStatusCode.RequestEntityTooLarge);
        Assert.Equal("integration-config.too-large", large.FirstCode());
        Assert.Equal("integration-config.not-found", (await org.Admin.Delete(config).ExpectAsync(HttpStatusCode.NotFound)).FirstCode());
    }

    [Theory]
    [InlineData("""{ "id": "1", "typeId": "gone", "data": {} }""", "submission.unknown-item-type")]
    [InlineData("""{ "id": "1", "typeId": "$type", "typeVersion": "gone", "data": {} }""", "submission.unknown-item-type-version")]
    [InlineData("""{ "id": "1", "typeId": "$type", "data": { "text": {} } }""", "item.field-invalid")]
    public async Task Of_an_item(string item, string code)
    {
        var org = await fixture.Server.CreateOrgAsync();
        var type = await org.Admin.CreateAsync(Admin + "item-types", Post);
        var body = await org.Items.PostJsonAsync("/api/v1/items/async", $$"""{ "items": [ {{item.Replace("$type", type, StringComparison.Ordinal)}} ] }""").ExpectAsync(HttpStatusCode.BadRequest);
        Assert.Equal([code], Codes(body));
    }

    [Fact]
    public async Task Of_HTTP_itself()
    {
        var org = await fixture.Server.CreateOrgAsync();
        Assert.Equal("http.not-found", (await fixture.Server.Stranger().Get("/api/v1/nothing").ExpectAsync(HttpStatusCode.NotFound)).FirstCode());
        Assert.Equal("api-key.invalid", (await fixture.Server.Client("nobody's").Get(Admin + "policies").ExpectAsync(HttpStatusCode.Unauthorized)).FirstCode());
        Assert.Equal("http.method-not-allowed", (await org.Admin.Exchange(new HttpRequestMessage(HttpMethod.Patch, Admin + "policies")).ExpectAsync(HttpStatusCode.MethodNotAllowed)).FirstCode());
        var empty = new StringContent("", new MediaTypeHeaderValue("application/json"));
        Assert.Equal("http.missing-body", (await org.Admin.Post(Admin + "policies", empty).ExpectAsync(HttpStatusCode.BadRequest)).FirstCode());
        Assert.Equal("http.bad-request", (await org.Admin.Get(Admin + "decisions?limit=many").ExpectAsync(HttpStatusCode.BadRequest)).FirstCode());
        Assert.Equal("submission.parked-not-found", (await org.Admin.Post($"{Admin}submissions/parked/{Guid.NewGuid():n}/retry", null).ExpectAsync(HttpStatusCode.NotFound)).FirstCode());
    }

    private static IEnumerable<string> Codes(JsonElement body) => body.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("code").GetString()!);
}
