using System.Net;
using System.Text.Json;
using Coop.Tests.Support;

namespace Coop.Tests.Cli;

/// <summary>The published npm example, added in a clean folder and used to the end. Real package, real npm, real processes, real server.</summary>
public sealed class AddTests : IDisposable
{
    private const string Package = "@roostorg/coop-integration-example";
    private const string Version = Package + "@2.0.1";
    private readonly CoopProcess _coop = new();

    private string ConfigFile => Path.Combine(_coop.Folder, "integrations.config.json");

    public void Dispose() => _coop.Dispose();

    [Fact]
    public async Task Adds_lists_runs_and_removes_a_published_package_and_keeps_the_files_comments()
    {
        _coop.Write("integrations.config.json", "{\n  // Ours.\n  \"integrations\": [\n    { \"package\": \"./kept\", \"enabled\": false } // later\n  ]\n}\n");

        var added = await _coop.RunAsync("add", Version, "--json");
        Assert.True(added.ExitCode == 0, added.ToString());
        Assert.Equal("Active", added.Json.GetProperty("integration").GetProperty("state").GetString());
        Assert.Equal(
            $"{{\n  // Ours.\n  \"integrations\": [\n    {{ \"package\": \"./kept\", \"enabled\": false }}, // later\n    {{ \"package\": \"{Package}\" }}\n  ]\n}}\n",
            await ReadAsync());
        Assert.False(Directory.Exists(Path.Combine(_coop.Folder, "node_modules", "@roostorg", "types")), "A peer was installed.");

        var listed = (await _coop.RunAsync("list", "--json")).Json[1];
        Assert.Equal(("node", "2.0.1", 2), (listed.GetProperty("runtime").GetString(), listed.GetProperty("version").GetString(), listed.GetProperty("signals").GetArrayLength()));

        var score = await _coop.RunAsync("run-signal", Package, "RANDOM_SCORE", "--value", "hello", "--json");
        Assert.True(score.ExitCode == 0, score.ToString());
        Assert.InRange(score.Json.GetProperty("score").GetDouble(), 0, 99.999999999);

        Assert.Equal(0, (await _coop.RunAsync("add", Version)).ExitCode);
        Assert.Equal(2, JsonElementOf(await ReadAsync()).GetProperty("integrations").GetArrayLength());

        Assert.Equal(0, (await _coop.RunAsync("remove", Package)).ExitCode);
        Assert.Equal("{\n  // Ours.\n  \"integrations\": [\n    { \"package\": \"./kept\", \"enabled\": false } // later\n  ]\n}\n", await ReadAsync());
        Assert.False(Directory.Exists(Path.Combine(_coop.Folder, "node_modules", Package)), "The package is still there.");
    }

    [Theory]
    [InlineData("is-number@7.0.0", "is-number")]
    [InlineData("./nowhere", "nowhere")]
    [InlineData("nuget:Acme.Coop", ".nupkg")]
    [InlineData("../../etc@1", "etc")]
    [InlineData("is-number@file:/etc", "neither an npm package")]
    [InlineData("is-number@npm:is-odd", "neither an npm package")]
    [InlineData("is-number@git+ssh://host/x", "neither an npm package")]
    [InlineData("is-number@https://host/x.tgz", "neither an npm package")]
    [InlineData("npm:--foo", "neither an npm package")]
    [InlineData("npm:", "neither an npm package")]
    public async Task What_is_no_integration_is_not_added_and_leaves_nothing(string package, string said)
    {
        var ended = await _coop.RunAsync("add", package);

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains(said, ended.Notes, StringComparison.Ordinal);
        Assert.Empty(ended.Output);
        Assert.False(File.Exists(ConfigFile));
        Assert.False(Directory.Exists(Path.Combine(_coop.Folder, "node_modules", "is-number")));
    }

    [Fact]
    public async Task A_broken_config_file_is_told_and_nothing_is_installed()
    {
        _coop.Write("integrations.config.json", "{ \"integrations\": [ ");

        var ended = await _coop.RunAsync("add", Version);

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("line 1", ended.Notes, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_coop.Folder, "node_modules")));
    }

    [Fact]
    public async Task Removing_what_is_not_listed_names_what_is()
    {
        _coop.Write("integrations.config.json", "{ \"integrations\": [ { \"package\": \"@scope/name\" } ] }");

        var ended = await _coop.RunAsync("remove", "@scope/nmae");

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("Did you mean @scope/name?", ended.Notes, StringComparison.Ordinal);
        Assert.Contains("\"package.not-listed\"", (await _coop.RunAsync("remove", "@scope/nmae", "--json")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_a_server_it_has_its_entry_its_form_and_its_signals_in_rules()
    {
        var added = await _coop.RunAsync("add", Version);
        Assert.True(added.ExitCode == 0, added.ToString());
        var data = Path.Combine(_coop.Folder, "data");
        var created = await ServerProcess.RunAsync(
            "org", "create", "--name", "Acme", "--email", "ada@example.com", "--password", "correct horse battery", "--data", data, "--config", ConfigFile);
        Assert.True(created.ExitCode == 0, created.Error);
        var keys = JsonElementOf(created.Out);
        await using var server = await ServerProcess.StartAsync(data, ConfigFile);
        using var admin = Client(server, keys, "adminApiKey");
        using var items = Client(server, keys, "apiKey");

        var entry = await admin.Get("/api/v1/admin/integrations/COOP_INTEGRATION_EXAMPLE").ExpectAsync(HttpStatusCode.OK);
        Assert.Equal("Coop Integration Example", entry.GetProperty("title").GetString());
        Assert.Equal("truePercentage", entry.GetProperty("configurationFields")[0].GetProperty("key").GetString());
        Assert.Equal(7, entry.GetProperty("modelCard").GetProperty("sections").GetArrayLength());
        foreach (var logo in new[] { "", "/with-background" })
        {
            using var picture = await items.Get($"/api/v1/integration-logos/COOP_INTEGRATION_EXAMPLE{logo}");
            Assert.Equal((HttpStatusCode.OK, "image/png"), (picture.StatusCode, picture.Content.Headers.ContentType?.MediaType));
        }

        var typeId = await admin.CreateAsync("/api/v1/admin/item-types", """{ "name": "Post", "kind": "CONTENT", "fields": [{ "name": "text", "type": "STRING", "required": true }] }""");
        await RuleAsync(admin, typeId, "Always", """{ "id": "{\"type\":\"RANDOM_SIGNAL_SELECTION\"}", "type": "RANDOM_SIGNAL_SELECTION" }""", "");
        await RuleAsync(admin, typeId, "In range", """{ "id": "{\"type\":\"RANDOM_SCORE\"}", "type": "RANDOM_SCORE" }""", """, "comparator": "LESS_THAN", "threshold": 100""");

        Assert.Equal(["ERRORED", "PASSED"], await OutcomesAsync(items, typeId));
        await admin.PutJsonAsync("/api/v1/admin/integrations/COOP_INTEGRATION_EXAMPLE/config", """{ "truePercentage": "100" }""").ExpectAsync(HttpStatusCode.OK);
        for (var round = 0; round < 20; round++)
        {
            Assert.Equal(["PASSED", "PASSED"], await OutcomesAsync(items, typeId));
        }
    }

    private static async Task RuleAsync(HttpClient admin, string typeId, string name, string signal, string more) => await admin.CreateAsync("/api/v1/admin/rules", $$"""
        { "name": "{{name}}", "status": "LIVE", "itemTypeIds": ["{{typeId}}"], "conditions": { "conjunction": "AND", "conditions": [
          { "input": { "type": "CONTENT_FIELD", "name": "text", "contentTypeId": "{{typeId}}" }, "signal": {{signal}}{{more}} } ] } }
        """);

    private static async Task<string?[]> OutcomesAsync(HttpClient items, string typeId)
    {
        var answer = await items.PostJsonAsync("/api/v1/items/evaluate?rules=all", $$"""{ "dryRun": true, "items": [{ "id": "1", "typeId": "{{typeId}}", "data": { "text": "x" } }] }""")
            .ExpectAsync(HttpStatusCode.OK);
        return [.. answer.GetProperty("decisions")[0].GetProperty("rules").EnumerateArray().Select(rule => rule.GetProperty("outcome").GetString())];
    }

    private static HttpClient Client(ServerProcess server, JsonElement keys, string key)
    {
        var client = new HttpClient { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Add("x-api-key", keys.GetProperty(key).GetString());
        return client;
    }

    private Task<string> ReadAsync() => File.ReadAllTextAsync(ConfigFile, TestContext.Current.CancellationToken);

    private static JsonElement JsonElementOf(string json) =>
        JsonDocument.Parse(json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }).RootElement;
}
