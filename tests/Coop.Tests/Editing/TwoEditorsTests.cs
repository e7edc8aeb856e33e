using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coop.Engine.Editing;
using Coop.Engine.People;
using Coop.Tests.Flow;
using Coop.Tests.Server;
using Coop.Tests.Storage;
using Coop.Tests.Support;

namespace Coop.Tests.Editing;

/// <summary>Two editors of one setting over HTTP: whoever says what they read undoes nothing that they have not seen.</summary>
public sealed class TwoEditorsTests(AcmeServer fixture) : IClassFixture<AcmeServer>
{
    private const string Root = "/api/v1/admin/";

    public static TheoryData<string, string> Settings => new()
    {
        { "item-types", """{ "name": "Mine", "kind": "CONTENT", "fields": [ { "name": "text", "type": "STRING" } ] }""" },
        { "actions", """{ "name": "Mine", "type": "ENQUEUE_TO_MRT" }""" },
        { "policies", """{ "name": "Mine" }""" },
        { "banks", """{ "name": "Mine", "type": "STRING", "strings": [ "a" ] }""" },
        { "rules", """{ "name": "Mine", "status": "DRAFT", "itemTypeIds": [ "TYPE" ], "conditions": { "conjunction": "AND", "conditions": [ { "input": { "type": "CONTENT_COOP_INPUT", "name": "All text" }, "comparator": "IS_NOT_PROVIDED" } ] } }""" },
    };

    [Theory, MemberData(nameof(Settings))]
    public async Task Whoever_says_what_they_read_is_refused_when_it_is_another_one_by_now(string kind, string draft)
    {
        var org = await fixture.Server.CreateOrgAsync();
        await EditAsync(org.Admin, org.Admin, kind, draft);
    }

    [Fact]
    public async Task Two_processes_on_one_folder_are_two_editors_too()
    {
        using var folder = new TempFolder();
        var org = await ProcessOrg.CreateAsync(folder["data"]);
        await using var one = await ServerProcess.StartAsync(folder["data"]);
        await using var other = await ServerProcess.StartAsync(folder["data"]);
        foreach (var (kind, draft) in Settings.Select(row => ((string, string))row.Data))
        {
            await EditAsync(org.At(one).Org.Admin, org.At(other).Org.Admin, kind, draft);
        }
    }

    [Fact]
    public async Task A_configuration_a_key_a_person_and_the_organisation_are_settings_like_others()
    {
        var org = await fixture.Server.CreateOrgAsync();
        await AddPersonAsync(person => fixture.Server.Get<ISettingStore<Person>>().PutAsync(person with { OrgId = org.Id }));
        await EditOthersAsync(org.Admin, org.Admin, AcmeIntegrations.Id, "admin", """{ "apiKey": "sk-a" }""", """{ "apiKey": "sk-b" }""");
    }

    [Fact]
    public async Task They_are_with_two_processes_on_one_folder_too()
    {
        using var folder = new TempFolder();
        var org = await ProcessOrg.CreateAsync(folder["data"]);
        await using var one = await ServerProcess.StartAsync(folder["data"]);
        await using var other = await ServerProcess.StartAsync(folder["data"]);
        var (mine, theirs) = (org.At(one).Org, org.At(other).Org);
        await using (var room = await StoreRoom.OverAsync(folder["data"]))
        {
            await AddPersonAsync(person => room.Get<ISettingStore<Person>>().PutAsync(person with { OrgId = mine.Id }));
        }

        await EditOthersAsync(mine.Admin, theirs.Admin, "COOP_INTEGRATION_EXAMPLE", "Admin", """{ "truePercentage": "50" }""", """{ "truePercentage": "60" }""");
    }

    [Fact]
    public async Task A_key_that_one_process_revoked_stops_in_the_other()
    {
        using var folder = new TempFolder();
        var org = await ProcessOrg.CreateAsync(folder["data"]);
        await using var one = await ServerProcess.StartAsync(folder["data"]);
        await using var other = await ServerProcess.StartAsync(folder["data"]);
        var (mine, theirs) = (org.At(one).Org, org.At(other).Org);
        var made = await mine.Admin.PostJsonAsync(Root + "api-keys", """{ "name": "Second", "scope": "ADMIN" }""").ExpectAsync(HttpStatusCode.Created);
        using var second = new HttpClient { BaseAddress = theirs.Admin.BaseAddress };
        second.DefaultRequestHeaders.Add("x-api-key", made.GetProperty("secret").GetString());
        await second.Get(Root + "policies").ExpectAsync(HttpStatusCode.OK);

        await mine.Admin.Delete($"{Root}api-keys/{made.GetProperty("id").GetString()}").ExpectAsync(HttpStatusCode.NoContent);

        await Eventually.SeeAsync(
            async () =>
            {
                using var answer = await second.Get(Root + "policies");
                return answer.StatusCode;
            },
            status => status == HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_configuration_is_versioned_also_that_there_is_none()
    {
        var org = await fixture.Server.CreateOrgAsync();
        var address = $"{Root}integrations/{AcmeIntegrations.Id}/config";
        var nothing = await TagAsync(org.Admin.Get(address));
        var saved = await TagAsync(SendAsync(org.Admin, HttpMethod.Put, address, """{ "apiKey": "sk-a" }""", nothing));
        Assert.NotEqual(nothing, saved);

        await SendAsync(org.Admin, HttpMethod.Put, address, """{ "apiKey": "sk-b" }""", nothing).ExpectAsync(HttpStatusCode.PreconditionFailed);
        await SendAsync(org.Admin, HttpMethod.Put, address, """{ "apiKey": "sk-b" }""", saved).ExpectAsync(HttpStatusCode.OK);
        await SendAsync(org.Admin, HttpMethod.Delete, address, null, saved).ExpectAsync(HttpStatusCode.PreconditionFailed);
        await SendAsync(org.Admin, HttpMethod.Delete, address, null, null).ExpectAsync(HttpStatusCode.NoContent);

        // Whoever read what somebody removed is told who did, and that there is none now.
        using var gone = await SendAsync(org.Admin, HttpMethod.Put, address, """{ "apiKey": "sk-c" }""", saved);
        Assert.Equal((HttpStatusCode.PreconditionFailed, nothing), (gone.StatusCode, gone.Headers.ETag?.ToString()));
        Assert.Equal("admin", (await gone.JsonAsync()).GetProperty("errors")[0].GetProperty("changed").GetProperty("by").GetString());
        Assert.NotEqual(saved, await TagAsync(SendAsync(org.Admin, HttpMethod.Put, address, """{ "apiKey": "sk-c" }""", nothing)));
    }

    [Fact]
    public async Task Of_a_configuration_that_is_not_there_whoever_read_one_is_told_that_it_never_was_or_who_deleted_it()
    {
        var org = await fixture.Server.CreateOrgAsync();
        var address = $"{Root}integrations/{AcmeIntegrations.Id}/config";
        foreach (var condition in (string[])["\"2026-01-01T00:00:00.0000000Z\"", "*"])
        {
            await RefusedAsync(condition, "there never was one");
        }

        await SendAsync(org.Admin, HttpMethod.Put, address, """{ "apiKey": "sk-a" }""", null).ExpectAsync(HttpStatusCode.OK);
        await SendAsync(org.Admin, HttpMethod.Put, address, """{ "apiKey": "sk-b" }""", "*").ExpectAsync(HttpStatusCode.OK);
        var saved = await TagAsync(org.Admin.Get(address));
        await SendAsync(org.Admin, HttpMethod.Delete, address, null, "*").ExpectAsync(HttpStatusCode.NoContent);
        await RefusedAsync(saved, "admin deleted the configuration");
        await RefusedAsync("*", "admin deleted the configuration");

        async Task RefusedAsync(string condition, string words)
        {
            foreach (var method in (HttpMethod[])[HttpMethod.Put, HttpMethod.Delete])
            {
                using var refused = await SendAsync(org.Admin, method, address, method == HttpMethod.Put ? """{ "apiKey": "sk-c" }""" : null, condition);
                var body = await refused.JsonAsync();
                Assert.Equal((method, HttpStatusCode.PreconditionFailed, "resource.changed-meanwhile", "\"none\""), (method, refused.StatusCode, body.FirstCode(), refused.Headers.ETag?.ToString()));
                Assert.Contains(words, body.FirstDetail(), StringComparison.Ordinal);
                Assert.DoesNotContain(" saved ", body.FirstDetail(), StringComparison.Ordinal);
                Assert.Equal("none", body.GetProperty("errors")[0].GetProperty("changed").GetProperty("version").GetString());
            }
        }
    }

    [Fact]
    public async Task A_star_in_quotes_is_a_version_like_any_other()
    {
        var org = await fixture.Server.CreateOrgAsync();
        var address = $"{Root}integrations/{AcmeIntegrations.Id}/config";
        await SendAsync(org.Admin, HttpMethod.Put, address, """{ "apiKey": "sk-a" }""", null).ExpectAsync(HttpStatusCode.OK);

        await SendAsync(org.Admin, HttpMethod.Put, address, """{ "apiKey": "sk-b" }""", "\"*\"").ExpectAsync(HttpStatusCode.PreconditionFailed);
        await SendAsync(org.Admin, HttpMethod.Delete, address, null, "\"*\"").ExpectAsync(HttpStatusCode.PreconditionFailed);
        await SendAsync(org.Admin, HttpMethod.Delete, address, null, "*").ExpectAsync(HttpStatusCode.NoContent);
        await SendAsync(org.Admin, HttpMethod.Delete, address, null, "\"none\"").ExpectAsync(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("item-types/x", """{ "name": "Mine", "kind": "CONTENT", "fields": [ { "name": "text", "type": "STRING" } ] }""")]
    [InlineData("actions/x", """{ "name": "Mine", "type": "ENQUEUE_TO_MRT" }""")]
    [InlineData("policies/x", """{ "name": "Mine" }""")]
    [InlineData("banks/x", """{ "name": "Mine", "type": "STRING", "strings": [ "a" ] }""")]
    [InlineData("rules/x", """{ "name": "Mine", "status": "DRAFT", "itemTypeIds": [ "x" ], "conditions": { "conjunction": "AND", "conditions": [] } }""")]
    [InlineData("people/x", """{ "role": "ANALYST" }""")]
    [InlineData("api-keys/x", null)]
    [InlineData("integrations/NOBODY/config", "{}")]
    public async Task What_never_was_is_not_found_whatever_the_condition(string path, string? draft)
    {
        var org = await fixture.Server.CreateOrgAsync();
        foreach (var condition in (string[])["\"2026-01-01T00:00:00.0000000Z\"", "\"none\"", "*"])
        {
            foreach (var method in draft is null ? (HttpMethod[])[HttpMethod.Delete] : [HttpMethod.Put, HttpMethod.Delete])
            {
                await SendAsync(org.Admin, method, Root + path, method == HttpMethod.Put ? draft : null, condition).ExpectAsync(HttpStatusCode.NotFound);
            }
        }
    }

    [Theory]
    [InlineData("W/\"weak\"")]
    [InlineData("\"one\", \"two\"")]
    [InlineData("no quotes")]
    public async Task A_condition_that_cannot_be_read_is_refused_and_nothing_is_written(string header)
    {
        var org = await fixture.Server.CreateOrgAsync();
        var id = await org.Admin.CreateAsync(Root + "policies", """{ "name": "Mine" }""");
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"{Root}policies/{id}");
        request.Headers.TryAddWithoutValidation("If-Match", header);
        Assert.Equal("http.if-match-unreadable", (await org.Admin.Exchange(request).ExpectAsync(HttpStatusCode.BadRequest)).FirstCode());
        await org.Admin.Get($"{Root}policies/{id}").ExpectAsync(HttpStatusCode.OK);
    }

    private static async Task EditAsync(HttpClient mine, HttpClient theirs, string kind, string draft)
    {
        var type = kind == "rules" ? await mine.CreateAsync(Root + "item-types", """{ "name": "For rules", "kind": "CONTENT", "fields": [ { "name": "text", "type": "STRING" } ] }""") : "";
        draft = draft.Replace("TYPE", type, StringComparison.Ordinal);
        var id = await mine.CreateAsync(Root + kind, draft);
        var address = $"{Root}{kind}/{id}";
        var read = await TagAsync(mine.Get(address));
        Assert.Equal($"\"{(await mine.Get(address).ExpectAsync(HttpStatusCode.OK)).GetProperty("version").GetString()}\"", read);
        var listed = (await mine.Get(Root + kind).ExpectAsync(HttpStatusCode.OK)).EnumerateObject().First().Value.EnumerateArray();
        Assert.Equal(read, $"\"{listed.Single(one => one.GetProperty("id").GetString() == id).GetProperty("version").GetString()}\"");

        var changed = await TagAsync(SendAsync(theirs, HttpMethod.Put, address, Renamed(draft, "Theirs"), read));
        Assert.NotEqual(read, changed);

        using (var refused = await SendAsync(mine, HttpMethod.Put, address, Renamed(draft, "Mine again"), read))
        {
            Assert.Equal(HttpStatusCode.PreconditionFailed, refused.StatusCode);
            Assert.Equal(changed, refused.Headers.ETag?.ToString());
            var error = (await refused.JsonAsync()).GetProperty("errors")[0];
            Assert.Equal("resource.changed-meanwhile", error.GetProperty("code").GetString());
            Assert.Equal(changed, $"\"{error.GetProperty("changed").GetProperty("version").GetString()}\"");
            Assert.Equal(["name"], error.GetProperty("changed").GetProperty("members").EnumerateArray().Select(member => member.GetString()));
            Assert.False(string.IsNullOrEmpty(error.GetProperty("changed").GetProperty("by").GetString()));
        }

        await SendAsync(mine, HttpMethod.Delete, address, null, read).ExpectAsync(HttpStatusCode.PreconditionFailed);
        Assert.Equal("Theirs", (await mine.Get(address).ExpectAsync(HttpStatusCode.OK)).GetProperty("name").GetString());

        // Without a condition, the last one wins; and with both a header and a version in the body, both have to be the same.
        await SendAsync(mine, HttpMethod.Put, address, Renamed(draft, "Last"), null).ExpectAsync(HttpStatusCode.OK);
        await SendAsync(mine, HttpMethod.Put, address, Renamed(draft, "Both", "another"), changed).ExpectAsync(HttpStatusCode.BadRequest);
        await SendAsync(mine, HttpMethod.Delete, address, null, await TagAsync(mine.Get(address))).ExpectAsync(HttpStatusCode.NoContent);
    }

    /// <param name="by">What the key is called that both send.</param>
    private static async Task EditOthersAsync(HttpClient mine, HttpClient theirs, string integration, string by, string config, string another)
    {
        var person = Assert.Single(
            (await mine.Get(Root + "people").ExpectAsync(HttpStatusCode.OK)).GetProperty("people").EnumerateArray(), each => each.GetProperty("email").GetString() == "grace@example.com");
        var key = await mine.CreateAsync(Root + "api-keys", """{ "name": "Second", "scope": "ITEMS" }""");
        await OverAsync("organisation", """{ "name": "Theirs" }""", """{ "name": "Mine" }""", "name");
        await OverAsync($"people/{person.GetProperty("id").GetString()}", """{ "role": "ANALYST" }""", """{ "role": "MODERATOR" }""", "role");
        await mine.PutJsonAsync($"{Root}integrations/{integration}/config", config).ExpectAsync(HttpStatusCode.OK);
        await OverAsync($"integrations/{integration}/config", another, config, JsonElement.Parse(config).EnumerateObject().First().Name);
        await OverAsync($"api-keys/{key}", null, null, "revokedAt");

        await SendAsync(mine, HttpMethod.Delete, $"{Root}people/{person.GetProperty("id").GetString()}", null, "\"other\"").ExpectAsync(HttpStatusCode.PreconditionFailed);

        async Task OverAsync(string path, string? first, string? second, string member)
        {
            var (address, method) = (Root + path, first is null ? HttpMethod.Delete : HttpMethod.Put);
            var read = await TagAsync(mine.Get(address));
            using (var changed = await SendAsync(theirs, method, address, first, read))
            {
                Assert.True(changed.IsSuccessStatusCode, path);
            }

            var now = await TagAsync(mine.Get(address));
            Assert.NotEqual(read, now);
            using var refused = await SendAsync(mine, method, address, second, read);
            Assert.Equal((path, HttpStatusCode.PreconditionFailed, now), (path, refused.StatusCode, refused.Headers.ETag?.ToString()));
            var error = (await refused.JsonAsync()).GetProperty("errors")[0];
            Assert.Equal("resource.changed-meanwhile", error.GetProperty("code").GetString());
            Assert.Equal([member], error.GetProperty("changed").GetProperty("members").EnumerateArray().Select(each => each.GetString()));
            Assert.Equal(by, error.GetProperty("changed").GetProperty("by").GetString());
        }
    }

    private static Task<T> AddPersonAsync<T>(Func<Person, Task<T>> addAsync) =>
        addAsync(new Person(Guid.NewGuid().ToString("n"), "", "grace@example.com", "Grace Hopper", Role.Moderator, TimeProvider.System.GetUtcNow()));

    private static string Renamed(string draft, string name, string? version = null)
    {
        var body = JsonNode.Parse(draft)!.AsObject();
        body["name"] = name;
        if (version is not null)
        {
            body["version"] = version;
        }

        return body.ToJsonString();
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, HttpMethod method, string path, string? json, string? ifMatch)
    {
        var request = new HttpRequestMessage(method, path) { Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json") };
        if (ifMatch is not null)
        {
            request.Headers.IfMatch.Add(ifMatch == "*" ? EntityTagHeaderValue.Any : EntityTagHeaderValue.Parse(ifMatch));
        }

        return client.Exchange(request);
    }

    private static async Task<string> TagAsync(Task<HttpResponseMessage> sent)
    {
        using var answer = await sent;
        Assert.True(answer.IsSuccessStatusCode, (await answer.JsonAsync()).GetRawText());
        return answer.Headers.ETag!.ToString();
    }
}
