using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coop.Tests.Support;

namespace Coop.Tests.Server;

/// <summary>Item types, policies, banks, actions and rules through the management API.</summary>
public sealed class ResourceTests(AcmeServer fixture) : IClassFixture<AcmeServer>
{
    public const string ItemType = """
        { "name": "Post", "kind": "CONTENT", "fields": [
            { "name": "text", "type": "STRING", "required": true }, { "name": "author", "type": "RELATED_ITEM" },
            { "name": "tags", "type": "ARRAY", "container": { "valueScalarType": "STRING" } },
            { "name": "scores", "type": "MAP", "container": { "containerType": "MAP", "valueScalarType": "NUMBER", "keyScalarType": "STRING" } } ],
          "roles": { "creatorId": "author" } }
        """;

    public const string Policy = """{ "name": "No spam", "policyType": "SPAM", "penalty": "LOW" }""";
    public const string Bank = """{ "name": "Words", "type": "STRING", "strings": [ "free money" ] }""";
    public const string Action = """{ "name": "Remove", "type": "CUSTOM_ACTION", "callbackUrl": "https://platform.example/remove" }""";

    private const string Admin = "/api/v1/admin/";

    [Theory]
    [InlineData("item-types", ItemType, "itemTypes")]
    [InlineData("policies", Policy, "policies")]
    [InlineData("banks", Bank, "banks")]
    [InlineData("actions", Action, "actions")]
    public async Task Each_is_created_read_listed_replaced_and_deleted(string path, string json, string list)
    {
        var org = await fixture.Server.CreateOrgAsync();
        using var created = await org.Admin.PostJsonAsync(Admin + path, json);
        var made = await created.JsonAsync();
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var one = created.Headers.Location!.ToString();

        Assert.Equal(made.GetRawText(), (await org.Admin.Get(one).ExpectAsync(HttpStatusCode.OK)).GetRawText());
        Assert.Contains(made.GetRawText(), (await org.Admin.Get(Admin + path).ExpectAsync(HttpStatusCode.OK)).GetProperty(list).EnumerateArray().Select(e => e.GetRawText()));

        var clash = await org.Admin.PostJsonAsync(Admin + path, json).ExpectAsync(HttpStatusCode.Conflict);
        Assert.Equal("/errors/unique-violation", clash.GetProperty("errors")[0].GetProperty("type")[0].GetString());

        var renamed = JsonElement.Parse(json).GetProperty("name").GetString() + " 2";
        var replaced = await org.Admin.PutJsonAsync(one, json.Replace(JsonElement.Parse(json).GetProperty("name").GetString()!, renamed)).ExpectAsync(HttpStatusCode.OK);
        Assert.Equal(renamed, replaced.GetProperty("name").GetString());
        Assert.Equal(made.GetProperty("id").GetString(), replaced.GetProperty("id").GetString());

        await org.Admin.Delete(one).ExpectAsync(HttpStatusCode.NoContent);
        await org.Admin.Get(one).ExpectAsync(HttpStatusCode.NotFound);
        await org.Admin.PutJsonAsync(one, json).ExpectAsync(HttpStatusCode.NotFound);
        await org.Admin.Delete(one).ExpectAsync(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("item-types", ItemType, "schemaFieldRoles")]
    [InlineData("policies", Policy, "userStrikeCount")]
    [InlineData("banks", Bank, "entries")]
    [InlineData("actions", Action, "callbackUrlBody")]
    public async Task An_unknown_member_is_refused_and_what_was_read_can_be_sent_back_whole(string path, string json, string unknown)
    {
        var org = await fixture.Server.CreateOrgAsync();
        var refused = await org.Admin.PostJsonAsync(Admin + path, json.Replace("{ \"name\"", $"{{ \"{unknown}\": 1, \"name\"", StringComparison.Ordinal)).ExpectAsync(HttpStatusCode.BadRequest);
        Assert.Contains(unknown, refused.FirstDetail(), StringComparison.Ordinal);

        var made = await org.Admin.PostJsonAsync(Admin + path, json).ExpectAsync(HttpStatusCode.Created);
        var sentBack = await org.Admin.PutJsonAsync($"{Admin}{path}/{made.GetProperty("id").GetString()}", made.GetRawText()).ExpectAsync(HttpStatusCode.OK);
        Assert.Equal(made.GetProperty("name").GetString(), sentBack.GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_field_that_a_rule_looks_at_neither_goes_away_nor_changes_its_type()
    {
        var org = await fixture.Server.CreateOrgAsync();
        var type = await org.Admin.CreateAsync(Admin + "item-types", ItemType);
        await org.Admin.CreateAsync(Admin + "rules", $$"""
            { "name": "Untagged", "status": "LIVE", "itemTypeIds": [ "{{type}}" ], "conditions": { "conjunction": "AND", "conditions": [
                { "input": { "type": "CONTENT_FIELD", "name": "tags", "contentTypeId": "{{type}}" }, "comparator": "IS_NOT_PROVIDED" } ] } }
            """);

        const string text = """{ "name": "text", "type": "STRING", "required": true }""";
        var gone = await org.Admin.PutJsonAsync(Admin + "item-types/" + type, $$"""{ "name": "Post", "kind": "CONTENT", "fields": [ {{text}} ] }""").ExpectAsync(HttpStatusCode.Conflict);
        Assert.Contains("the rule 'Untagged'", gone.FirstDetail());
        await org.Admin.PutJsonAsync(Admin + "item-types/" + type, $$"""{ "name": "Post", "kind": "CONTENT", "fields": [ {{text}}, { "name": "tags", "type": "STRING" } ] }""")
            .ExpectAsync(HttpStatusCode.Conflict);
        await org.Admin.PutJsonAsync(Admin + "item-types/" + type, $$"""
            { "name": "Post", "kind": "CONTENT", "fields": [ {{text}}, { "name": "tags", "type": "ARRAY", "required": true, "container": { "valueScalarType": "STRING" } } ] }
            """).ExpectAsync(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("item-types", """{ }""", "/name", "/kind", "/fields")]
    [InlineData("item-types", """{ "name": "A", "kind": "CONTNT", "fields": [ { "name": "a", "type": "STRNG" }, { "name": "a", "type": "STRING" } ] }""", "/kind", "/fields/0/type", "/fields/1/name")]
    [InlineData("item-types", """{ "name": "A", "kind": "USER", "fields": [ { "name": "a", "type": "ARRAY" } ] }""", "/fields/0/container/valueScalarType")]
    [InlineData("item-types", """{ "name": "A", "kind": "USER", "fields": [ { "name": "a", "type": "STRING", "container": {} } ] }""", "/fields/0/container")]
    [InlineData("item-types", """{ "name": "A", "kind": "USER", "fields": [ { "name": "a", "type": "STRING" } ], "roles": { "creatorId": "a", "email": "a", "displayName": "b" } }""", "/roles/creatorId", "/roles/email", "/roles/displayName")]
    [InlineData("item-types", """{ "name": "A", "kind": "CONTENT", "fields": [ { "name": "t", "type": "RELATED_ITEM" } ], "roles": { "threadId": "t" } }""", "/roles/threadId")]
    [InlineData("item-types", """{ "name": "A", "kind": "CONTENT", "fields": [ { "name": "t", "type": "RELATED_ITEM" } ], "roles": { "parentId": "t" } }""", "/roles/parentId")]
    [InlineData("item-types", """{ "name": "A\u0000b", "kind": "CONTENT", "fields": [ { "name": "a\tb", "type": "STRING" } ] }""", "/name", "/fields/0/name")]
    [InlineData("policies", """{ "name": "A\nb" }""", "/name")]
    [InlineData("api-keys", """{ "name": "A\u0007b", "scope": "ITEMS" }""", "/name")]
    [InlineData("policies", """{ "penalty": "HUGE", "policyType": "SPAN", "parentId": "nobody" }""", "/name", "/policyType", "/penalty", "/parentId")]
    [InlineData("banks", """{ "name": "A", "type": "REGEX", "strings": [ "a", "(", "(a)\\1", "" ] }""", "/strings/1", "/strings/2", "/strings/3")]
    [InlineData("banks", """{ "name": "A", "type": "STRING", "locations": [ {} ] }""", "/locations")]
    [InlineData("actions", """{ "name": "A", "type": "CUSTOM_ACTION" }""", "/callbackUrl")]
    [InlineData("actions", """{ "name": "A", "type": "ENQUEUE_TO_MRT", "callbackUrl": "https://x.example" }""", "/callbackUrl")]
    [InlineData("actions", """{ "name": "A", "type": "CUSTOM_ACTION", "callbackUrl": "https://x.example/\u202Ekcah" }""", "/callbackUrl")]
    [InlineData("actions", """{ "name": "A", "type": "CUSTOM_ACTION", "callbackUrl": "https://x.example/\u200Bhook" }""", "/callbackUrl")]
    [InlineData("actions", """{ "name": "A", "type": "CUSTOM_ACTION", "callbackUrl": "https://x.example", "callbackHeaders": { "content-type": "x" } }""", "/callbackHeaders/content-type")]
    [InlineData("actions", """{ "name": "A", "type": "CUSTOM_ACTION", "callbackUrl": "https://x.example", "parameters": [ { "name": "a b", "type": "NUMBER", "min": 2, "max": 1 }, { "name": "c", "type": "SELECT" } ] }""", "/parameters/0/name", "/parameters/0/min", "/parameters/1/options")]
    [InlineData("actions", """{ "name": "A", "type": "CUSTOM_ACTION", "callbackUrl": "https://x.example", "parameters": [ { "name": "a", "type": "STRING", "unknown": 1 } ] }""", "/parameters/0/unknown")]
    [InlineData("rules", """{ "name": "A", "status": "LIVE", "maxDailyActions": 2147483648 }""", "/itemTypeIds", "/conditions", "/maxDailyActions")]
    [InlineData("rules", """{ "name": "A", "status": "LIVE", "itemTypeIds": [ "nobody" ], "conditions": { "conjunction": "AND", "conditions": [] } }""", "/itemTypeIds/0", "/conditions/conditions")]
    public async Task A_wrong_draft_is_refused_with_a_pointer_for_every_mistake(string path, string json, params string[] pointers)
    {
        var org = await fixture.Server.CreateOrgAsync();
        var body = await org.Admin.PostJsonAsync(Admin + path, json).ExpectAsync(HttpStatusCode.BadRequest);
        Assert.Equal(pointers.Order(), body.Pointers().Order());
    }

    [Fact]
    public async Task A_rule_reads_back_with_its_conditions_and_protects_what_it_uses()
    {
        var org = await fixture.Server.CreateOrgAsync();
        var type = await org.Admin.CreateAsync(Admin + "item-types", ItemType);
        var bank = await org.Admin.CreateAsync(Admin + "banks", Bank);
        var action = await org.Admin.CreateAsync(Admin + "actions", Action);
        var policy = await org.Admin.CreateAsync(Admin + "policies", Policy);
        var draft = Whole(type, action, policy);
        var made = await org.Admin.PostJsonAsync(Admin + "rules", draft).ExpectAsync(HttpStatusCode.Created);
        var rule = $"{Admin}rules/{made.GetProperty("id").GetString()}";

        // Every member that was sent reads back as it was sent, and what the server adds is the same to whoever made it and to whoever reads it.
        var read = await org.Admin.Get(rule).ExpectAsync(HttpStatusCode.OK);
        Assert.Equal(made.GetRawText(), read.GetRawText());
        var sent = JsonObject(draft);
        Assert.All(sent, member => Assert.Equal((member.Key, member.Value!.ToJsonString()), (member.Key, JsonObject(read.GetRawText())[member.Key]?.ToJsonString())));
        Assert.Equal(["createdAt", "creatorId", "id", "missingSignals", "updatedAt", "version"], read.EnumerateObject().Select(member => member.Name).Except(sent.Select(member => member.Key)).Order());
        Assert.Empty(read.GetProperty("missingSignals").EnumerateArray());

        foreach (var used in new[] { $"item-types/{type}", $"actions/{action}", $"policies/{policy}" })
        {
            var refused = await org.Admin.Delete(Admin + used).ExpectAsync(HttpStatusCode.Conflict);
            Assert.Contains("the rule 'Rule one'", refused.FirstDetail());
        }

        await org.Admin.Delete($"{Admin}banks/{bank}").ExpectAsync(HttpStatusCode.NoContent);
        await org.Admin.Delete(rule).ExpectAsync(HttpStatusCode.NoContent);
        await org.Admin.Delete($"{Admin}item-types/{type}").ExpectAsync(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_rule_that_is_sent_without_an_expiration_time_has_none_any_more()
    {
        var org = await fixture.Server.CreateOrgAsync();
        var type = await org.Admin.CreateAsync(Admin + "item-types", ItemType);
        var draft = JsonObject(Whole(type, await org.Admin.CreateAsync(Admin + "actions", Action), await org.Admin.CreateAsync(Admin + "policies", Policy)));
        var made = await org.Admin.PostJsonAsync(Admin + "rules", draft.ToJsonString()).ExpectAsync(HttpStatusCode.Created);
        Assert.Equal("2999-01-02T03:04:05+00:00", made.GetProperty("expirationTime").GetString());
        var rule = $"{Admin}rules/{made.GetProperty("id").GetString()}";

        draft.Remove("expirationTime");
        await org.Admin.PutJsonAsync(rule, draft.ToJsonString()).ExpectAsync(HttpStatusCode.OK);

        var read = JsonObject((await org.Admin.Get(rule).ExpectAsync(HttpStatusCode.OK)).GetRawText());
        Assert.False(read.ContainsKey("expirationTime"));
        Assert.All(draft, member => Assert.Equal((member.Key, member.Value!.ToJsonString()), (member.Key, read[member.Key]?.ToJsonString())));
    }

    [Fact]
    public async Task A_policy_cannot_become_its_own_ancestor()
    {
        var org = await fixture.Server.CreateOrgAsync();
        var parent = await org.Admin.CreateAsync(Admin + "policies", """{ "name": "Parent" }""");
        var child = await org.Admin.CreateAsync(Admin + "policies", $$"""{ "name": "Child", "parentId": "{{parent}}" }""");
        var body = await org.Admin.PutJsonAsync($"{Admin}policies/{parent}", $$"""{ "name": "Parent", "parentId": "{{child}}" }""").ExpectAsync(HttpStatusCode.BadRequest);
        Assert.Equal(["/parentId"], body.Pointers());
        await org.Admin.Delete($"{Admin}policies/{parent}").ExpectAsync(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Decisions_are_listed_and_an_unknown_one_is_not_found()
    {
        var org = await fixture.Server.CreateOrgAsync();
        var list = await org.Admin.Get(Admin + "decisions?itemId=x").ExpectAsync(HttpStatusCode.OK);
        Assert.Empty(list.GetProperty("decisions").EnumerateArray());
        await org.Admin.Get(Admin + "decisions/none").ExpectAsync(HttpStatusCode.NotFound);
        await org.Admin.Get(Admin + "decisions?limit=0").ExpectAsync(HttpStatusCode.BadRequest);
        await org.Admin.Get(Admin + "decisions?limit=many").ExpectAsync(HttpStatusCode.BadRequest);
    }

    /// <summary>A rule with everything that a person can set.</summary>
    private static string Whole(string type, string action, string policy) => $$"""
        { "name": "Rule one", "description": "What it is for.", "status": "LIVE", "itemTypeIds": [ "{{type}}" ],
          "conditions": { "conjunction": "OR", "conditions": [
            { "input": { "type": "CONTENT_FIELD", "name": "text", "contentTypeId": "{{type}}" }, "comparator": "EQUALS", "threshold": "spam" },
            { "input": { "type": "CONTENT_FIELD", "name": "tags", "contentTypeId": "{{type}}" }, "comparator": "IS_NOT_PROVIDED" } ] },
          "actions": [ { "actionId": "{{action}}" } ], "policyIds": [ "{{policy}}" ], "tags": [ "one", "two" ], "maxDailyActions": 7, "expirationTime": "2999-01-02T03:04:05+00:00",
          "onUnknown": "REVIEW" }
        """;

    private static JsonObject JsonObject(string json) => JsonNode.Parse(json)!.AsObject();

    public static string Rule(string type, string action, string policy) => $$"""
        { "name": "Rule one", "status": "LIVE", "itemTypeIds": [ "{{type}}" ], "actions": [ { "actionId": "{{action}}" } ], "policyIds": [ "{{policy}}" ],
          "conditions": { "conjunction": "AND", "conditions": [
            { "input": { "type": "CONTENT_FIELD", "name": "text", "contentTypeId": "{{type}}" }, "comparator": "EQUALS", "threshold": "spam" } ] } }
        """;
}
