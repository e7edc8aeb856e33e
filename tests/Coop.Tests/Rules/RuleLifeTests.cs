using System.Net;
using System.Text.Json;
using Coop.Tests.Support;

namespace Coop.Tests.Rules;

/// <summary>A rule from its making to its end, as the next items meet it.</summary>
public sealed class RuleLifeTests : IAsyncLifetime
{
    private const string Rules = "/api/v1/admin/rules";

    private TestServer _server = null!;
    private Moderation _org = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync();
        _org = new Moderation(await _server.CreateOrgAsync());
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task The_next_item_is_decided_by_what_was_saved_last()
    {
        var post = await _org.PostTypeAsync();
        Assert.Empty(await PassedAsync(post, "bad"));

        var id = await _org.RuleAsync("Words", post, []);
        Assert.Equal(["Words"], await PassedAsync(post, "bad"));

        await _org.Org.Admin.PutJsonAsync($"{Rules}/{id}", Draft("Words", post, Moderation.TextEquals(post, "worse"))).ExpectAsync(HttpStatusCode.OK);
        Assert.Empty(await PassedAsync(post, "bad"));
        Assert.Equal(["Words"], await PassedAsync(post, "worse"));

        await _org.Org.Admin.Delete($"{Rules}/{id}").ExpectAsync(HttpStatusCode.NoContent);
        Assert.Empty(await PassedAsync(post, "worse"));
        await _org.Org.Admin.Get($"{Rules}/{id}").ExpectAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_rule_about_users_reads_back_as_it_was_made()
    {
        var person = await _org.CreateAsync("item-types", """{ "name": "Person", "kind": "USER", "fields": [ { "name": "name", "type": "STRING", "required": true } ] }""");
        var conditions = $$"""
            {"conjunction":"AND","conditions":[{"input":{"type":"CONTENT_FIELD","name":"name","contentTypeId":"{{person}}"},"comparator":"EQUALS","threshold":"bot"}]}
            """;
        var made = await _org.Org.Admin.PostJsonAsync(Rules, Draft("Bots", person, conditions)).ExpectAsync(HttpStatusCode.Created);

        var read = await _org.Org.Admin.Get($"{Rules}/{made.GetProperty("id").GetString()}").ExpectAsync(HttpStatusCode.OK);
        Assert.Equal(made.GetRawText(), read.GetRawText());
        Assert.Equal(conditions.Trim(), read.GetProperty("conditions").GetRawText());
        Assert.Equal("2999-01-02T03:04:05+00:00", read.GetProperty("expirationTime").GetString());
    }

    [Fact]
    public async Task A_name_is_taken_once()
    {
        var post = await _org.PostTypeAsync();
        await _org.RuleAsync("Words", post, []);
        var refused = await _org.Org.Admin.PostJsonAsync(Rules, Draft("Words", post, Moderation.TextEquals(post, "x"))).ExpectAsync(HttpStatusCode.Conflict);
        Assert.Equal("resource.name-taken", refused.FirstCode());

        // A neighbour's rules do not take names here.
        var neighbour = new Moderation(await _server.CreateOrgAsync());
        await neighbour.RuleAsync("Words", await neighbour.PostTypeAsync(), []);
    }

    private static string Draft(string name, string typeId, string conditions) => JsonSerializer.Serialize(new
    {
        name,
        status = "LIVE",
        itemTypeIds = (string[])[typeId],
        conditions = JsonElement.Parse(conditions),
        expirationTime = "2999-01-02T03:04:05Z",
    });

    /// <summary>The names of the rules that an item with this text passes.</summary>
    private async Task<string[]> PassedAsync(string typeId, string text)
    {
        var answer = await _org.PostAsync("/api/v1/items/evaluate", $$"""{ "dryRun": true, "items": [{{Moderation.Item("next", typeId, text)}}] }""");
        var decision = Assert.Single((await answer.JsonAsync()).GetProperty("decisions").EnumerateArray());
        return [.. decision.GetProperty("rules").EnumerateArray().Where(rule => rule.GetProperty("passed").GetBoolean()).Select(rule => rule.GetProperty("name").GetString()!)];
    }
}
