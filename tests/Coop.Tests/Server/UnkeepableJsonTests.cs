using System.Net;
using Coop.Tests.Support;

namespace Coop.Tests.Server;

/// <summary>JSON that could be stored but never be read back or answered with is refused at the door: one such row would break every list it is in.</summary>
public sealed class UnkeepableJsonTests(AcmeServer fixture) : IClassFixture<AcmeServer>
{
    private const string Admin = "/api/v1/admin/";
    private const string HalfPair = """{ "name": "Remove", "type": "CUSTOM_ACTION", "callbackUrl": "https://platform.example/", "callbackBody": { "a": "\ud800" } }""";
    private const string HalfPairInADefault = """{ "name": "Remove", "type": "CUSTOM_ACTION", "callbackUrl": "https://platform.example/", "parameters": [ { "name": "p", "type": "STRING", "defaultValue": "\ud800" } ] }""";
    private const string NullField = """{ "name": "Post", "kind": "CONTENT", "fields": [ { "name": "a", "type": "STRING" }, null ] }""";
    private const string NullParameter = """{ "name": "Remove", "type": "CUSTOM_ACTION", "callbackUrl": "https://platform.example/", "parameters": [ null ] }""";
    private const string NullAction = """{ "name": "Rule", "status": "LIVE", "itemTypeIds": [ null ], "actions": [ null ], "conditions": {} }""";

    [Theory]
    [InlineData("actions", HalfPair)]
    [InlineData("actions", HalfPairInADefault)]
    [InlineData("item-types", NullField)]
    [InlineData("actions", NullParameter)]
    [InlineData("rules", NullAction)]
    public async Task Half_a_surrogate_pair_and_a_null_in_a_list_are_refused(string path, string json)
    {
        var org = await fixture.Server.CreateOrgAsync();
        var body = await org.Admin.PostJsonAsync(Admin + path, json).ExpectAsync(HttpStatusCode.BadRequest);
        Assert.Equal("http.malformed-body", body.FirstCode());
        await org.Admin.Get(Admin + path).ExpectAsync(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(""" "list": [ "truncated \ud83d" ] """)]
    [InlineData(""" "map": { "a": "\ude00" } """)]
    [InlineData(""" "author": { "id": "\ud800", "typeId": "x" } """)]
    [InlineData(""" "author": { "id": "a", "typeId": "\ud800" } """)]
    [InlineData(""" "text": "\ud800" """)]
    public async Task An_item_with_half_a_surrogate_pair_is_named_and_refused(string member)
    {
        var org = await fixture.Server.CreateOrgAsync();
        var type = await org.Admin.CreateAsync(Admin + "item-types", """
            { "name": "Post", "kind": "CONTENT", "roles": { "creatorId": "author" }, "fields": [
              { "name": "text", "type": "STRING" }, { "name": "number", "type": "NUMBER" }, { "name": "author", "type": "RELATED_ITEM" },
              { "name": "list", "type": "ARRAY", "container": { "containerType": "ARRAY", "valueScalarType": "STRING" } },
              { "name": "map", "type": "MAP", "container": { "containerType": "MAP", "keyScalarType": "STRING", "valueScalarType": "STRING" } } ] }
            """);
        var items = $$"""{ "items": [ { "id": "good", "typeId": "{{type}}", "data": { "text": "x" } }, { "id": "bad", "typeId": "{{type}}", "data": { {{member}} } } ] }""";
        foreach (var path in (string[])["/api/v1/items/async/", "/api/v1/items/evaluate"])
        {
            var refused = await org.Items.PostJsonAsync(path, items).ExpectAsync(HttpStatusCode.BadRequest);
            Assert.StartsWith("/items/1", refused.GetProperty("errors")[0].GetProperty("pointer").GetString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(46, HttpStatusCode.Created)]
    [InlineData(47, HttpStatusCode.Created)]
    [InlineData(48, HttpStatusCode.BadRequest)]
    [InlineData(58, HttpStatusCode.BadRequest)]
    public async Task A_webhook_s_body_is_nested_only_so_deep_that_it_can_be_answered_with(int levels, HttpStatusCode expected)
    {
        var org = await fixture.Server.CreateOrgAsync();
        var json = $$"""{ "name": "Remove", "type": "CUSTOM_ACTION", "callbackUrl": "https://platform.example/", "callbackBody": { "a": {{new string('[', levels)}}{{new string(']', levels)}} } }""";
        await org.Admin.PostJsonAsync(Admin + "actions", json).ExpectAsync(expected);
        await org.Admin.Get(Admin + "actions").ExpectAsync(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(20, true)]
    [InlineData(21, false)]
    [InlineData(30, false)]
    public async Task Conditions_are_nested_only_so_deep_that_their_decision_can_be_read(int sets, bool accepted)
    {
        var org = await fixture.Server.CreateOrgAsync();
        var type = (await org.Admin.PostJsonAsync(Admin + "item-types", ResourceTests.ItemType).ExpectAsync(HttpStatusCode.Created)).GetProperty("id").GetString();
        var conditions = string.Concat(Enumerable.Repeat("""{ "conjunction": "AND", "conditions": [ """, sets))
            + """{ "input": { "type": "CONTENT_COOP_INPUT", "name": "All text" }, "comparator": "EQUALS", "threshold": "x" }""" + string.Concat(Enumerable.Repeat(" ] }", sets));
        var rule = $$"""{ "name": "Deep", "status": "LIVE", "itemTypeIds": [ "{{type}}" ], "conditions": {{conditions}} }""";

        await org.Admin.PostJsonAsync(Admin + "rules", rule).ExpectAsync(accepted ? HttpStatusCode.Created : HttpStatusCode.BadRequest);

        var item = $$"""{ "items": [ { "id": "deep", "typeId": "{{type}}", "data": { "text": "x" } } ] }""";
        await org.Items.PostJsonAsync("/api/v1/items/evaluate", item).ExpectAsync(HttpStatusCode.OK);
        await org.Admin.Get(Admin + "rules").ExpectAsync(HttpStatusCode.OK);
        var decisions = await org.Admin.Get(Admin + "decisions?itemId=deep").ExpectAsync(HttpStatusCode.OK);
        Assert.Equal(1, decisions.GetProperty("decisions").GetArrayLength());
    }
}
