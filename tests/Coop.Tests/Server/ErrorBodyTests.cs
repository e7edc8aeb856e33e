using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Coop.Engine.Editing;
using Coop.Engine.Orgs;
using Coop.Engine.Policies;
using Coop.Engine.Problems;
using Coop.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Coop.Tests.Server;

/// <summary>Every refusal has the body of docs/api.md, whoever refuses.</summary>
public sealed class ErrorBodyTests(AcmeServer fixture) : IClassFixture<AcmeServer>
{
    private const string Policies = "/api/v1/admin/policies";

    [Fact]
    public async Task An_unknown_route_is_not_found()
    {
        var error = Only(await fixture.Server.Stranger().Get("/api/v1/nothing").ExpectAsync(HttpStatusCode.NotFound));
        Assert.Equal(404, error.GetProperty("status").GetInt32());
        Assert.Equal("/errors/not-found", error.GetProperty("type")[0].GetString());
        Assert.False(string.IsNullOrEmpty(error.GetProperty("requestId").GetString()));
    }

    [Fact]
    public async Task A_wrong_method_says_which_are_allowed()
    {
        var org = await fixture.Server.CreateOrgAsync();
        var body = await org.Admin.Exchange(new HttpRequestMessage(HttpMethod.Patch, Policies)).ExpectAsync(HttpStatusCode.MethodNotAllowed);
        Assert.Contains("POST", body.FirstDetail());
    }

    [Fact]
    public async Task A_wrong_content_type_is_refused()
    {
        var org = await fixture.Server.CreateOrgAsync();
        var body = await org.Admin.Post(Policies, new StringContent("name=x", new MediaTypeHeaderValue("application/x-www-form-urlencoded")))
            .ExpectAsync(HttpStatusCode.UnsupportedMediaType);
        Assert.Equal("http.unsupported-content-type", body.FirstCode());
    }

    [Fact]
    public async Task Malformed_JSON_is_told_with_line_and_column_and_without_internals()
    {
        var org = await fixture.Server.CreateOrgAsync();
        var body = await org.Admin.PostJsonAsync(Policies, "{\n  \"name\": nonsense\n}").ExpectAsync(HttpStatusCode.BadRequest);
        Assert.Equal("http.malformed-body", body.FirstCode());
        Assert.Contains("line 2, column 12", body.FirstDetail());
        Assert.DoesNotContain("System.", body.GetRawText());
    }

    [Theory]
    [InlineData("""{ "name": 5 }""", "/name", "The value must be text")]
    [InlineData("""{ "name": "A", "name": "B" }""", "/name", "The member 'name' is there twice")]
    [InlineData("""{ "nmae": "A" }""", "/nmae", "The member 'nmae' is not known here. Did you mean 'name'?")]
    [InlineData("""{ "name": "\ud800" }""", "/name", "half of a surrogate pair")]
    [InlineData("""{ "\ud800": "A" }""", null, "half of a surrogate pair")]
    [InlineData("""{ "name": "A", "penalty": 1, "policyText": null }""", "/penalty", "The value must be text")]
    [InlineData("[]", null, "The value must be an object")]
    [InlineData("null", null, "The value must be an object")]
    public async Task A_value_of_the_wrong_kind_has_its_pointer(string json, string? pointer, string detail)
    {
        var org = await fixture.Server.CreateOrgAsync();
        var body = await org.Admin.PostJsonAsync(Policies, json).ExpectAsync(HttpStatusCode.BadRequest);
        Assert.Contains(detail, body.FirstDetail());
        Assert.DoesNotContain("Coop.Engine", body.GetRawText());
        if (pointer is not null)
        {
            Assert.Equal([pointer], body.Pointers());
        }
    }

    [Fact]
    public async Task A_missing_body_is_refused()
    {
        var org = await fixture.Server.CreateOrgAsync();
        var body = await org.Admin.Post(Policies, new StringContent("", new MediaTypeHeaderValue("application/json"))).ExpectAsync(HttpStatusCode.BadRequest);
        Assert.Equal("/errors/invalid-user-input", Only(body).GetProperty("type")[0].GetString());
        Assert.Equal("http.missing-body", body.FirstCode());
    }

    [Fact]
    public async Task A_body_in_another_encoding_is_refused_and_one_that_begins_with_the_mark_of_UTF_8_is_read()
    {
        var org = await fixture.Server.CreateOrgAsync();
        var latin = new StringContent("""{ "name": "A" }""", new MediaTypeHeaderValue("application/json", "klingon"));
        Assert.Equal("http.unsupported-content-type", (await org.Admin.Post(Policies, latin).ExpectAsync(HttpStatusCode.UnsupportedMediaType)).FirstCode());

        var marked = new StringContent("\uFEFF" + """{ "name": "Marked" }""", new MediaTypeHeaderValue("application/json"));
        await org.Admin.Post(Policies, marked).ExpectAsync(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("""{ "items": [ { "id": "a", "typeId": "t", "data": { "x": [ 1, { "y": 1, "y": 2 } ] } } ] }""", "/items/0/data/x/1/y", "The member 'y' is there twice")]
    [InlineData("""{ "items": [], "items": [] }""", "/items", "The member 'items' is there twice")]
    [InlineData("""{ "items": [ { "\ud800": 1, "\ud800": 2 } ] }""", null, "half of a surrogate pair")]
    [InlineData("""{ "items": [ 1, ] }""", null, "at line 1, column 17: a comma stands before the closing bracket")]
    public async Task A_batch_that_is_no_JSON_or_ambiguous_is_told_where(string json, string? pointer, string detail)
    {
        var org = await fixture.Server.CreateOrgAsync();
        foreach (var path in (string[])["/api/v1/items/async/", "/api/v1/items/evaluate"])
        {
            var body = await org.Items.PostJsonAsync(path, json).ExpectAsync(HttpStatusCode.BadRequest);
            Assert.Equal("http.malformed-body", body.FirstCode());
            Assert.Contains(detail, body.FirstDetail(), StringComparison.Ordinal);
            Assert.Equal(pointer, Assert.Single(body.Pointers()));
        }
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_a_body_is_told_at_once()
    {
        var org = await fixture.Server.CreateOrgAsync();
        var body = await org.Admin.PostJsonAsync("/api/v1/admin/item-types", """
            { "name": 5, "nmae": "Post", "kind": true, "fields": [ null, { "name": [], "name": "b", "required": "yes" } ], "name": "Post" }
            """).ExpectAsync(HttpStatusCode.BadRequest);

        Assert.Equal(["/name", "/nmae", "/kind", "/fields/0", "/fields/1/name", "/fields/1/name", "/fields/1/required", "/name"], body.Pointers());
        Assert.All(body.GetProperty("errors").EnumerateArray(), error => Assert.Equal("http.malformed-body", error.GetProperty("code").GetString()));
        Assert.Contains("Did you mean 'name'?", body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_very_many_mistakes_the_first_twenty_are_told()
    {
        var org = await fixture.Server.CreateOrgAsync();
        string[] bodies =
        [
            $$"""{ "name": "Post", "kind": "CONTENT", "fields": [{{string.Join(',', Enumerable.Repeat("null", 1000))}}] }""",
            $$"""{ {{string.Join(',', Enumerable.Range(0, 1000).Select(each => $"\"m{each}\": 1"))}} }""",
            $$"""{ {{string.Join(',', Enumerable.Repeat("\"name\": 1", 1000))}} }""",
        ];
        foreach (var json in bodies)
        {
            var body = await org.Admin.PostJsonAsync("/api/v1/admin/item-types", json).ExpectAsync(HttpStatusCode.BadRequest);
            Assert.Equal(20, body.GetProperty("errors").GetArrayLength());
        }
    }

    [Fact]
    public async Task A_body_over_50_MB_is_too_large()
    {
        var org = await fixture.Server.CreateOrgAsync();
        var request = new HttpRequestMessage(HttpMethod.Post, Policies) { Content = new ByteArrayContent(new byte[51 * 1024 * 1024]) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.ExpectContinue = true;
        var body = await org.Admin.Exchange(request).ExpectAsync(HttpStatusCode.RequestEntityTooLarge);
        Assert.Equal("http.body-too-large", body.FirstCode());
        Assert.Contains("50 MB", body.FirstDetail());
    }

    [Fact]
    public async Task A_bug_is_told_nothing_but_a_request_id_and_an_unreachable_database_is_unhealthy()
    {
        await using var server = await TestServer.StartAsync(configure: builder =>
        {
            builder.Services.AddSingleton<ISettingStore<Policy>, BrokenPolicies>();
        });
        var org = await server.CreateOrgAsync();
        var error = Only(await org.Admin.Get(Policies).ExpectAsync(HttpStatusCode.InternalServerError));
        Assert.Equal("http.internal-error", error.GetProperty("code").GetString());
        Assert.Equal("/errors/internal-server-error", error.GetProperty("type")[0].GetString());
        Assert.False(string.IsNullOrEmpty(error.GetProperty("requestId").GetString()));
        Assert.DoesNotContain("secret detail", error.GetRawText());
    }

    [Fact]
    public async Task Ready_is_Healthy_and_without_a_database_Unhealthy()
    {
        Assert.Equal("Healthy", await fixture.Server.Stranger().Text("/ready"));

        await using var server = await TestServer.StartAsync(configure: builder => builder.Services.AddSingleton<IOrgStore, BrokenOrgs>());
        using var response = await server.Stranger().Get("/ready");
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.StartsWith("Unhealthy: The database does not answer", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static JsonElement Only(JsonElement body) => Assert.Single(body.GetProperty("errors").EnumerateArray());

    private sealed class BrokenPolicies : ISettingStore<Policy>
    {
        public Task<IReadOnlyList<Versioned<Policy>>> ListAsync(string orgId, CancellationToken cancellationToken) => throw new InvalidOperationException("secret detail");

        public Task<Versioned<Policy>?> FindAsync(string orgId, string id, CancellationToken cancellationToken) => throw new InvalidOperationException("secret detail");

        public Task<Result<Versioned<Policy>>> ChangeAsync(SettingEdit<Policy> edit, CancellationToken cancellationToken) => throw new InvalidOperationException("secret detail");
    }

    private sealed class BrokenOrgs : IOrgStore
    {
        public Task<Result<Org>> CreateAsync(NewOrg org, CancellationToken cancellationToken) => throw new InvalidOperationException();

        public Task<Org?> FindAsync(string orgId, CancellationToken cancellationToken) => throw new InvalidOperationException();

        public Task<IReadOnlyList<Org>> ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Org>>([]);

        public Task<SigningKeyPair?> FindSigningKeysAsync(string orgId, CancellationToken cancellationToken) => throw new InvalidOperationException();

        public Task<string?> FindPublicKeyAsync(string orgId, CancellationToken cancellationToken) => throw new InvalidOperationException();
    }
}
