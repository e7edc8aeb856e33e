using System.Net;
using Coop.Tests.Server;
using Coop.Tests.Support;

namespace Coop.Tests.Items;

/// <summary>What a rule rests on in an item type does not go away under it.</summary>
public sealed class ItemTypeUseTests(AcmeServer fixture) : IClassFixture<AcmeServer>
{
    private const string AboutTheAuthor = """{ "input": { "type": "CONTENT_COOP_INPUT", "name": "Content author (user)" }, "comparator": "IS_NOT_PROVIDED" }""";
    private const string AboutTheUser = """{ "input": { "type": "USER_ID" }, "comparator": "IS_NOT_PROVIDED" }""";
    private const string TextField = """{ "name": "text", "type": "STRING", "required": true }""";
    private const string Authors = """{ "name": "author", "type": "RELATED_ITEM" }, { "name": "owner", "type": "RELATED_ITEM" }""";

    [Theory]
    [InlineData(AboutTheAuthor, false)]
    [InlineData(AboutTheUser, false)]
    [InlineData(null, true)]
    public async Task A_rule_about_the_author_keeps_the_field_that_says_who_it_is(string? condition, bool sendsAuthorToReview)
    {
        var org = new Moderation(await fixture.Server.CreateOrgAsync());
        var type = await org.PostTypeAsync(extraFields: """, { "name": "owner", "type": "RELATED_ITEM" }""");
        string[] actions = sendsAuthorToReview ? [await org.CreateAsync("actions", """{ "name": "Review the author", "type": "ENQUEUE_AUTHOR_TO_MRT" }""")] : [];
        await org.RuleAsync("Nobody's", type, actions, conditions: condition is null ? null : $$"""{ "conjunction": "AND", "conditions": [ {{condition}} ] }""");

        foreach (var roles in new[] { "{}", """{ "creatorId": "owner" }""" })
        {
            var refused = await PutAsync($"{TextField}, {Authors}", roles).ExpectAsync(HttpStatusCode.Conflict);
            Assert.Contains("the rule 'Nobody's'", refused.FirstDetail());
            Assert.Equal(["/roles/creatorId"], refused.Pointers());
        }

        await PutAsync($"{Authors}, {TextField}", """{ "creatorId": "author" }""").ExpectAsync(HttpStatusCode.OK);
        return;

        Task<HttpResponseMessage> PutAsync(string fields, string roles) =>
            org.Org.Admin.PutJsonAsync("/api/v1/admin/item-types/" + type, $$"""{ "name": "Post", "fields": [ {{fields}} ], "roles": {{roles}} }""");
    }

    [Fact]
    public async Task Without_such_a_rule_the_creator_may_change()
    {
        var org = new Moderation(await fixture.Server.CreateOrgAsync());
        var type = await org.PostTypeAsync();
        await org.RuleAsync("Bad text", type, []);
        await org.Org.Admin.PutJsonAsync("/api/v1/admin/item-types/" + type, $$"""{ "name": "Post", "fields": [ {{TextField}}, {{Authors}} ], "roles": { "creatorId": "owner" } }""").ExpectAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_refusal_stands_where_the_field_is_or_was()
    {
        var org = new Moderation(await fixture.Server.CreateOrgAsync());
        var type = await org.PostTypeAsync();
        await org.RuleAsync("Bad text", type, []);
        var retyped = await PutAsync("""{ "name": "more", "type": "STRING" }, { "name": "text", "type": "NUMBER" }""").ExpectAsync(HttpStatusCode.Conflict);
        Assert.Equal(["/fields/1/type"], retyped.Pointers());
        var gone = await PutAsync("""{ "name": "more", "type": "STRING" }""").ExpectAsync(HttpStatusCode.Conflict);
        Assert.Equal(["/fields"], gone.Pointers());
        return;

        Task<HttpResponseMessage> PutAsync(string fields) => org.Org.Admin.PutJsonAsync("/api/v1/admin/item-types/" + type, $$"""{ "name": "Post", "fields": [ {{fields}} ] }""");
    }

    [Fact]
    public async Task A_description_without_end_is_refused()
    {
        var org = await fixture.Server.CreateOrgAsync();
        var draft = $$"""{ "name": "Post", "kind": "CONTENT", "description": "{{new string('d', 10_001)}}", "fields": [ {{TextField}} ] }""";
        Assert.Equal(["/description"], (await org.Admin.PostJsonAsync("/api/v1/admin/item-types", draft).ExpectAsync(HttpStatusCode.BadRequest)).Pointers());
    }
}
