using System.Net.Http.Json;
using System.Text.Json;

namespace Coop.Tests.Support;

/// <summary>What an organisation has, made through the management API as its people would.</summary>
internal sealed class Moderation(TestOrg org)
{
    public TestOrg Org => org;

    public HttpClient Items => org.Items;

    /// <summary>A content type <c>Post</c>: text (required), name (required when asked for), author.</summary>
    public Task<string> PostTypeAsync(string name = "Post", string extraFields = "") => CreateAsync("item-types", $$"""
        {
          "name": "{{name}}", "kind": "CONTENT",
          "fields": [ { "name": "text", "type": "STRING", "required": true }, { "name": "author", "type": "RELATED_ITEM", "required": false } {{extraFields}} ],
          "roles": { "creatorId": "author" }
        }
        """);

    public Task<string> WebhookAsync(string name, string url, string more = "") =>
        CreateAsync("actions", $$"""{ "name": "{{name}}", "type": "CUSTOM_ACTION", "callbackUrl": "{{url}}" {{more}} }""");

    public Task<string> PolicyAsync(string name, string penalty = "LOW") =>
        CreateAsync("policies", $$"""{ "name": "{{name}}", "penalty": "{{penalty}}" }""");

    /// <summary>A live rule on one item type.</summary>
    /// <param name="conditions">A condition set in its stored form; the field text equal to "bad" when left out.</param>
    public Task<string> RuleAsync(string name, string typeId, string[] actionIds, string[]? policyIds = null, string? conditions = null) =>
        CreateAsync("rules", RuleBody(name, typeId, actionIds, policyIds, conditions));

    public static string RuleBody(string name, string typeId, string[] actionIds, string[]? policyIds = null, string? conditions = null) => JsonSerializer.Serialize(new
    {
        name,
        status = "LIVE",
        itemTypeIds = (string[])[typeId],
        actions = actionIds.Select(actionId => new { actionId }),
        policyIds = policyIds ?? [],
        conditions = JsonElement.Parse(conditions ?? TextEquals(typeId, "bad")),
    });

    public static string TextEquals(string typeId, string value) => $$"""
        { "conjunction": "AND", "conditions": [ {
            "input": { "type": "CONTENT_FIELD", "name": "text", "contentTypeId": "{{typeId}}" }, "comparator": "EQUALS", "threshold": "{{value}}" } ] }
        """;

    public async Task<string> CreateAsync(string collection, string body)
    {
        using var answer = await org.Admin.PostAsJsonAsync($"/api/v1/admin/{collection}", JsonElement.Parse(body));
        var json = await answer.JsonAsync();
        Assert.True(answer.IsSuccessStatusCode, json.GetRawText());
        return json.GetProperty("id").GetString()!;
    }

    public Task<HttpResponseMessage> PostAsync(string path, string body) =>
        org.Items.PostAsync(path, new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

    public static string Item(string id, string typeId, string text = "good") =>
        $$"""{ "id": "{{id}}", "typeId": "{{typeId}}", "data": { "text": "{{text}}" } }""";

    public async Task SubmitAsync(params string[] items)
    {
        using var answer = await PostAsync("/api/v1/items/async/", $$"""{ "items": [{{string.Join(",", items)}}] }""");
        Assert.True((int)answer.StatusCode == 202, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Waits until an item has so many decisions; newest first.</summary>
    public Task<IReadOnlyList<JsonElement>> DecisionsAsync(string itemId, int count = 1) =>
        Eventually.SeeAsync(() => ListDecisionsAsync(itemId), decisions => decisions.Count >= count);

    public async Task<IReadOnlyList<JsonElement>> ListDecisionsAsync(string itemId)
    {
        var list = await org.Admin.GetFromJsonAsync<JsonElement>($"/api/v1/admin/decisions?itemId={Uri.EscapeDataString(itemId)}");
        return [.. list.GetProperty("decisions").EnumerateArray()];
    }

    /// <summary>The decision with what became of its actions.</summary>
    public async Task<JsonElement> ExplainAsync(JsonElement decision) =>
        await org.Admin.GetFromJsonAsync<JsonElement>($"/api/v1/admin/decisions/{decision.GetProperty("id").GetString()}");

    /// <summary>Waits until the only action of an item's only decision looks so.</summary>
    public Task<JsonElement> ExecutionAsync(string itemId, Func<JsonElement, bool> looks) => Eventually.SeeAsync(
        async () =>
        {
            var decision = Assert.Single(await DecisionsAsync(itemId));
            return Assert.Single((await ExplainAsync(decision)).GetProperty("executions").EnumerateArray());
        },
        looks);
}
