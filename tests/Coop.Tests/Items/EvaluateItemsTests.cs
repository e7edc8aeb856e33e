using System.Net;
using System.Text.Json;
using Coop.Tests.Support;

namespace Coop.Tests.Items;

public sealed class EvaluateItemsTests : IAsyncLifetime
{
    private TestServer _server = null!;
    private WebhookReceiver _receiver = null!;
    private Moderation _org = null!;
    private string _post = "";
    private string _rule = "";
    private string _action = "";

    public async ValueTask InitializeAsync()
    {
        _receiver = await WebhookReceiver.StartAsync();
        _server = await TestServer.StartAsync(configure: builder => LostActions.AddTo(builder.Services));
        _org = new Moderation(await _server.CreateOrgAsync());
        _post = await _org.PostTypeAsync();
        _action = await _org.WebhookAsync("Hide", _receiver.Url);
        _rule = await _org.RuleAsync("Bad text", _post, [_action]);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [Fact]
    public async Task A_dry_run_says_what_would_be_decided_and_leaves_no_trace()
    {
        var decision = Assert.Single(await EvaluateAsync("dry", "bad", isDryRun: true));

        Assert.Equal($$"""{"id":"dry","typeId":"{{_post}}"}""", decision.GetProperty("item").GetRawText());
        var rule = Assert.Single(decision.GetProperty("rules").EnumerateArray());
        Assert.Equal((_rule, "Bad text", true, "PASSED"), (
            rule.GetProperty("id").GetString(), rule.GetProperty("name").GetString(), rule.GetProperty("passed").GetBoolean(), rule.GetProperty("outcome").GetString()));
        Assert.Equal("PASSED", rule.GetProperty("conditions").GetProperty("conditions")[0].GetProperty("result").GetProperty("outcome").GetString());
        var action = Assert.Single(decision.GetProperty("actions").EnumerateArray());
        Assert.Equal((_action, "Hide"), (action.GetProperty("id").GetString(), action.GetProperty("name").GetString()));
        Assert.Equal("{}", action.GetProperty("parameters").GetRawText());
        Assert.False(action.TryGetProperty("failure", out _));
        Assert.False(decision.TryGetProperty("submissionId", out _));

        // What comes after it in the queue is decided and sent: had it been queued, it would have been too.
        await _org.SubmitAsync(Moderation.Item("after", _post, "bad"));
        await _receiver.SeeAsync(1);
        Assert.Empty(await _org.ListDecisionsAsync("dry"));
        Assert.Equal("after", Assert.Single(_receiver.Received).Json.GetProperty("item").GetProperty("id").GetString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(null)]
    public async Task Otherwise_it_is_a_submission_like_any_other_decided_and_sent_once(bool? isDryRun)
    {
        var shown = Assert.Single(await EvaluateAsync("real", "bad", isDryRun));

        var stored = Assert.Single(await _org.ListDecisionsAsync("real"));
        Assert.Equal(stored.GetProperty("id").GetString(), shown.GetProperty("id").GetString());
        var execution = await _org.ExecutionAsync("real", execution => execution.GetProperty("state").ValueEquals("DELIVERED"));
        Assert.Equal(execution.GetProperty("id").GetString(), Assert.Single(_receiver.Received).Key);
        await _org.SubmitAsync(Moderation.Item("after", _post));
        await _org.DecisionsAsync("after");
        Assert.Single(await _org.ListDecisionsAsync("real"));
        Assert.Single(_receiver.Received);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_action_that_is_gone_fails_in_the_answer_and_is_never_left_out(bool isDryRun)
    {
        var lost = await _org.WebhookAsync("Lost", _receiver.Url);
        await _org.RuleAsync("Loses", _post, [lost], conditions: Moderation.TextEquals(_post, "lose"));

        var decision = Assert.Single(await EvaluateAsync("loses", "lose", isDryRun));

        var action = Assert.Single(decision.GetProperty("actions").EnumerateArray());
        Assert.Equal(
            (lost, $"The action '{lost}' was removed while rules still take it. Take it off the rules, or make it anew and choose it there."),
            (action.GetProperty("id").GetString(), action.GetProperty("failure").GetString()));
        if (!isDryRun)
        {
            var stored = Assert.Single((await ReadAsync($"/api/v1/admin/decisions/{decision.GetProperty("id").GetString()}")).GetProperty("actions").EnumerateArray());
            Assert.Equal(action.GetRawText(), stored.GetRawText());
        }

        Assert.Empty(_receiver.Received);
    }

    [Fact]
    public async Task Answers_in_the_order_of_the_items()
    {
        var items = Enumerable.Range(0, 40).Select(i => Moderation.Item($"i{i}", _post, i % 2 == 0 ? "bad" : "good"));
        using var answer = await _org.PostAsync("/api/v1/items/evaluate?rules=all", $$"""{ "items": [{{string.Join(",", items)}}] }""");

        var decisions = (await answer.JsonAsync()).GetProperty("decisions").EnumerateArray().ToList();
        Assert.Equal(Enumerable.Range(0, 40).Select(i => $"i{i}"), decisions.Select(decision => decision.GetProperty("item").GetProperty("id").GetString()));
        Assert.Equal(Enumerable.Range(0, 40).Select(i => i % 2 == 0), decisions.Select(decision => decision.GetProperty("rules")[0].GetProperty("passed").GetBoolean()));
        Assert.Equal(20, (await _receiver.SeeAsync(20)).Select(webhook => webhook.Key).Distinct().Count());
    }

    [Fact]
    public async Task Sees_a_rule_from_the_moment_it_is_saved()
    {
        var second = await _org.RuleAsync("Second", _post, [], conditions: Moderation.TextEquals(_post, "fine"));
        Assert.Equal([false, true], Passed(Assert.Single(await EvaluateAsync("1", "fine", true, "?rules=all"))));

        using var gone = await _org.Org.Admin.DeleteAsync($"/api/v1/admin/rules/{second}", TestContext.Current.CancellationToken);
        Assert.Equal([false], Passed(Assert.Single(await EvaluateAsync("2", "fine", true, "?rules=all"))));
    }

    [Theory]
    [InlineData("""{ "items": [], "dryRun": "yes" }""", "/dryRun")]
    [InlineData("""{ "items": [ { "id": "1", "data": {}, "typeId": "?" } ], "dryRun": true }""", "/items/0")]
    public async Task Refuses_as_a_submission_would(string body, string pointer)
    {
        using var answer = await _org.PostAsync("/api/v1/items/evaluate", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(pointer, (await answer.JsonAsync()).GetProperty("errors")[0].GetProperty("pointer").GetString());
    }

    [Fact]
    public async Task Every_rule_that_ran_is_explained_whenever_somebody_asks_even_when_it_is_another_one_by_now()
    {
        var shown = Assert.Single(await EvaluateAsync("quiet", "good", null));
        Assert.Equal((1, 0), (shown.GetProperty("ran").GetInt32(), shown.GetProperty("rules").GetArrayLength()));
        using var gone = await _org.Org.Admin.DeleteAsync($"/api/v1/admin/rules/{_rule}", TestContext.Current.CancellationToken);
        Assert.True(gone.IsSuccessStatusCode);

        var decision = $"/api/v1/admin/decisions/{shown.GetProperty("id").GetString()}";
        var listed = Assert.Single((await ReadAsync(decision + "/rules")).GetProperty("rules").EnumerateArray());
        Assert.Equal((_rule, "Bad text", false), (listed.GetProperty("id").GetString(), listed.GetProperty("name").GetString(), listed.GetProperty("passed").GetBoolean()));
        var explained = await ReadAsync($"{decision}/rules/{_rule}");
        Assert.Equal("FAILED", explained.GetProperty("outcome").GetString());
        var result = explained.GetProperty("conditions").GetProperty("conditions")[0].GetProperty("result");
        Assert.Equal(("FAILED", "good"), (result.GetProperty("outcome").GetString(), result.GetProperty("score").GetString()));

        Assert.Equal(HttpStatusCode.NotFound, (await _org.Org.Admin.GetAsync($"{decision}/rules/nobody", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await _org.Org.Admin.GetAsync($"{decision}/rules?skip=-1", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _org.Org.Admin.GetAsync("/api/v1/admin/decisions/nobody/rules", TestContext.Current.CancellationToken)).StatusCode);
        using var odd = await _org.PostAsync("/api/v1/items/evaluate?rules=some", """{ "items": [] }""");
        Assert.Equal(HttpStatusCode.BadRequest, odd.StatusCode);
    }

    private async Task<JsonElement> ReadAsync(string path)
    {
        using var answer = await _org.Org.Admin.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.JsonAsync();
    }

    private static IEnumerable<bool> Passed(JsonElement decision) => decision.GetProperty("rules").EnumerateArray()
        .OrderBy(rule => rule.GetProperty("name").GetString(), StringComparer.Ordinal).Select(rule => rule.GetProperty("passed").GetBoolean());

    private async Task<IReadOnlyList<JsonElement>> EvaluateAsync(string id, string text, bool? isDryRun, string query = "")
    {
        var dryRun = isDryRun is { } given ? $", \"dryRun\": {(given ? "true" : "false")}" : "";
        using var answer = await _org.PostAsync($"/api/v1/items/evaluate{query}", $$"""{ "items": [{{Moderation.Item(id, _post, text)}}] {{dryRun}} }""");
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return [.. (await answer.JsonAsync()).GetProperty("decisions").EnumerateArray()];
    }
}
