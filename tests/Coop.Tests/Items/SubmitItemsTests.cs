using System.Net;
using Coop.Engine.Flow;
using Coop.Tests.Support;

namespace Coop.Tests.Items;

public sealed class SubmitItemsTests : IAsyncLifetime
{
    private TestServer _server = null!;
    private Moderation _org = null!;
    private string _post = "";

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync();
        _org = new Moderation(await _server.CreateOrgAsync());
        _post = await _org.PostTypeAsync(extraFields: """, { "name": "name", "type": "STRING", "required": true }""");
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory(DisplayName = "8.8: a valid batch → 202 {}")]
    [InlineData("/api/v1/items/async/")]
    [InlineData("/api/v1/items/async")]
    public async Task Answers_a_valid_batch_with_202_and_an_empty_object(string path)
    {
        using var answer = await _org.PostAsync(path, $$"""{ "items": [{{Good("1")}}, {{Good("2")}}] }""");

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal("{}", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        await _org.DecisionsAsync("1");
        await _org.DecisionsAsync("2");
    }

    [Fact(DisplayName = "8.8: a batch of 3 with items 1 and 2 missing name → 400, two errors, pointers /items/1 and /items/2")]
    public async Task Refuses_the_whole_batch_with_every_mistake()
    {
        using var answer = await _org.PostAsync("/api/v1/items/async/", $$"""{ "items": [{{Good("1")}}, {{Nameless("2")}}, {{Nameless("3")}}] }""");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var errors = (await answer.JsonAsync()).GetProperty("errors").EnumerateArray().ToList();
        Assert.Equal(["/items/1", "/items/2"], errors.Select(error => error.GetProperty("pointer").GetString()));
        Assert.All(errors, error =>
        {
            Assert.Equal(400, error.GetProperty("status").GetInt32());
            Assert.Equal("Invalid Data for Item", error.GetProperty("title").GetString());
            Assert.Equal("The field 'name' is required, but was not provided.", error.GetProperty("detail").GetString());
            Assert.Equal(
                ["/errors/data-invalid-for-item-type", "/errors/invalid-user-input"], error.GetProperty("type").EnumerateArray().Select(type => type.GetString()));
        });
        Assert.Empty(await _server.Get<IItemStream>().BacklogAsync(TestContext.Current.CancellationToken));
        Assert.Empty(await _org.ListDecisionsAsync("1"));
    }

    [Theory]
    [InlineData("i", 1024)]
    [InlineData("語", 341)]
    [InlineData("🚀", 256)]
    public async Task An_id_has_a_length_with_which_it_can_be_asked_for(string letter, int most)
    {
        var longest = string.Concat(Enumerable.Repeat(letter, most));
        using var taken = await _org.PostAsync("/api/v1/items/async/", $$"""{ "items": [{{Good(longest)}}] }""");
        using var refused = await _org.PostAsync("/api/v1/items/async/", $$"""{ "items": [{{Good("1")}}, {{Good(longest + letter)}}] }""");

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.BadRequest), (taken.StatusCode, refused.StatusCode));
        Assert.Single(await _org.DecisionsAsync(longest));
        var error = Assert.Single((await refused.JsonAsync()).GetProperty("errors").EnumerateArray());
        Assert.Equal(("item.id-too-long", "/items/1"), (error.GetProperty("code").GetString(), error.GetProperty("pointer").GetString()));
        Assert.Contains("at most 1,024 bytes", error.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Empty(await _org.ListDecisionsAsync("1"));
    }

    [Fact]
    public async Task A_type_id_that_is_no_type_s_is_not_told_without_end()
    {
        using var refused = await _org.PostAsync("/api/v1/items/async/", $$"""{ "items": [{{Good("1", new string('t', 100_000))}}] }""");

        var error = Assert.Single((await refused.JsonAsync()).GetProperty("errors").EnumerateArray());
        Assert.Equal("submission.unknown-item-type", error.GetProperty("code").GetString());
        Assert.InRange(error.GetProperty("detail").GetString()!.Length, 1, 1000);
    }

    [Fact]
    public async Task Reports_mistakes_of_shape_type_and_data_of_one_batch_together()
    {
        using var answer = await _org.PostAsync(
            "/api/v1/items/async/",
            $$"""{ "items": [ 7, { "id": "", "data": {}, "typeId": "{{_post}}" }, {{Good("1", "no-such-type")}}, {{Nameless("2")}}, {{Good("3")}} ] }""");

        var errors = (await answer.JsonAsync()).GetProperty("errors").EnumerateArray().ToList();
        Assert.Equal(["/items/0", "/items/1", "/items/2", "/items/3"], errors.Select(error => error.GetProperty("pointer").GetString()));
        Assert.Contains("/errors/unrecognized-content-type", errors[2].GetProperty("type").EnumerateArray().Select(type => type.GetString()));
    }

    [Fact]
    public async Task Takes_the_form_with_a_type_object_and_lets_a_partial_item_leave_out_required_fields()
    {
        await _org.SubmitAsync(
            $$"""{ "id": "1", "data": { "text": "a", "name": "b" }, "type": { "id": "{{_post}}" } }""",
            $$"""{ "id": "2", "data": {}, "type": { "id": "{{_post}}", "schemaVariant": "partial" } }""",
            $$"""{ "id": "3", "data": { "text": "a" }, "typeId": "{{_post}}", "typeSchemaVariant": "partial" }""");

        foreach (var id in (string[])["1", "2", "3"])
        {
            await _org.DecisionsAsync(id);
        }
    }

    [Fact]
    public async Task Checks_against_the_version_an_item_names()
    {
        var old = (await (await _org.Org.Admin.GetAsync($"/api/v1/admin/item-types/{_post}", TestContext.Current.CancellationToken)).JsonAsync())
            .GetProperty("version").GetString();
        using var changed = await _org.Org.Admin.PutAsync(
            $"/api/v1/admin/item-types/{_post}",
            new StringContent("""{ "name": "Post", "kind": "CONTENT", "fields": [ { "name": "body", "type": "STRING", "required": true } ] }""", System.Text.Encoding.UTF8, "application/json"),
            TestContext.Current.CancellationToken);
        Assert.True(changed.IsSuccessStatusCode);

        await _org.SubmitAsync($$"""{ "id": "old", "data": { "text": "a", "name": "b" }, "typeId": "{{_post}}", "typeVersion": "{{old}}" }""");
        using var newest = await _org.PostAsync("/api/v1/items/async/", $$"""{ "items": [{{Good("1")}}] }""");
        using var unknown = await _org.PostAsync(
            "/api/v1/items/async/", $$"""{ "items": [{ "id": "1", "data": {}, "typeId": "{{_post}}", "typeVersion": "never" }] }""");

        Assert.Equal(HttpStatusCode.BadRequest, newest.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
        Assert.Contains("unrecognized-content-type", await unknown.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await _org.DecisionsAsync("old");
    }

    [Fact]
    public async Task A_repeated_item_is_two_submissions_with_a_decision_each()
    {
        await _org.SubmitAsync(Good("twin"), Good("twin"));

        var decisions = await _org.DecisionsAsync("twin", 2);

        Assert.Equal(2, decisions.Select(decision => decision.GetProperty("submissionId").GetString()).Distinct().Count());
    }

    [Fact]
    public async Task Takes_an_empty_batch_for_what_it_is() => await _org.SubmitAsync();

    [Theory(DisplayName = "8.8 bodySchemaValidation: missing required, wrong type, no body → 400 without validator internals")]
    [InlineData("{}", "/items")]
    [InlineData("""{ "items": {} }""", "/items")]
    [InlineData("[]", null)]
    [InlineData("{ not json", null)]
    [InlineData("", null)]
    [InlineData("""{ "items": [], "\ud800": 1 }""", null)]
    public async Task Refuses_a_body_that_is_no_batch(string body, string? pointer)
    {
        using var answer = await _org.PostAsync("/api/v1/items/async/", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var error = Assert.Single((await answer.JsonAsync()).GetProperty("errors").EnumerateArray());
        Assert.Equal(pointer, error.TryGetProperty("pointer", out var given) && given.GetString() is { Length: > 0 } at ? at : null);
        Assert.DoesNotContain("System.", error.GetRawText(), StringComparison.Ordinal);
    }

    [Fact(DisplayName = "4.3: missing or wrong key → 401 Invalid API Key")]
    public async Task Refuses_a_stranger()
    {
        using var stranger = _server.Stranger();
        using var wrong = _server.Client("no-such-key");
        foreach (var client in (HttpClient[])[stranger, wrong])
        {
            using var answer = await client.PostAsync("/api/v1/items/async/", new StringContent("{}", System.Text.Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Equal("Invalid API Key", (await answer.JsonAsync()).GetProperty("errors")[0].GetProperty("title").GetString());
        }
    }

    [Fact]
    public async Task Another_organisations_item_type_is_unknown()
    {
        var other = new Moderation(await _server.CreateOrgAsync("Other"));

        using var answer = await other.PostAsync("/api/v1/items/async/", $$"""{ "items": [{{Good("1")}}] }""");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(
            ["/errors/unrecognized-content-type", "/errors/invalid-user-input"],
            (await answer.JsonAsync()).GetProperty("errors")[0].GetProperty("type").EnumerateArray().Select(type => type.GetString()));
    }

    private string Good(string id, string? type = null) => $$"""{ "id": "{{id}}", "typeId": "{{type ?? _post}}", "data": { "text": "a", "name": "b" } }""";

    private string Nameless(string id) => $$"""{ "id": "{{id}}", "typeId": "{{_post}}", "data": { "text": "a" } }""";
}
