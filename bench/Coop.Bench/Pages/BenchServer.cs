using System.Net.Http.Json;
using System.Text.Json;
using Coop.Bench.Start;
using Coop.Engine.Actions;
using Coop.Engine.Banks;
using Coop.Engine.Editing;
using Coop.Engine.Integrations;
using Coop.Engine.Items;
using Coop.Engine.Orgs;
using Coop.Engine.People;
using Coop.Engine.Policies;
using Coop.Engine.Rules;
using Coop.Server.Startup;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Coop.Bench.Pages;

/// <summary>The whole server on a free port, with SQLite, as many integrations as asked for (one signal each, all configured), an organisation and rules.</summary>
internal sealed class BenchServer : IAsyncDisposable
{
    public const string Email = "ada@example.com";
    public const string Password = "four unrelated words";

    private readonly string _directory = Directory.CreateTempSubdirectory("coop-bench-").FullName;
    private WebApplication? _app;
    private string _orgId = "";
    private string _typeId = "";
    private string _apiKey = "";

    public Uri Address { get; private set; } = new("http://127.0.0.1:0");

    public static async Task<BenchServer> StartAsync(int integrations)
    {
        var server = new BenchServer();
        await server.StartCoreAsync(integrations);
        return server;
    }

    /// <param name="matches">Whether it matches the items that are sent.</param>
    /// <returns>The rule's id.</returns>
    public async Task<string> AddRuleAsync(string name, int conditions, bool matches = true)
    {
        var leaves = Enumerable.Range(0, conditions).Select(i =>
        {
            var signal = $"MEASURE_{i:000}";
            return new
            {
                input = new { type = "CONTENT_COOP_INPUT", name = "All text" },
                signal = new { id = JsonSerializer.Serialize(new { type = signal }), type = signal, name = "Measure" },
                comparator = "GREATER_THAN_OR_EQUALS",
                threshold = matches ? 0.9 : 1.1,
            };
        });
        var draft = new RuleDraft
        {
            Name = name,
            Description = "Looks at all text of a post.",
            Status = "BACKGROUND",
            ItemTypeIds = [_typeId],
            Conditions = JsonSerializer.SerializeToElement(new { conjunction = "AND", conditions = leaves }),
        };
        var created = await Get<RuleFeature>().CreateAsync(Somebody, draft, CancellationToken.None);
        return created.TryGet(out var rule) ? rule.Value.Rule.Id : throw new InvalidOperationException(string.Join("; ", created.Problems.Select(problem => problem.Detail)));
    }

    /// <summary>Sends items, each answered when it is decided.</summary>
    public async Task DecideAsync(int items)
    {
        using var http = new HttpClient { BaseAddress = Address, DefaultRequestHeaders = { { "x-api-key", _apiKey } } };
        foreach (var some in Enumerable.Range(0, items).Chunk(20))
        {
            var batch = some.Select(i => new { id = $"post-{i}", typeId = _typeId, data = new { text = $"The text of post {i}." } });
            using var sent = await http.PostAsJsonAsync("/api/v1/items/evaluate", new { items = batch });
            sent.EnsureSuccessStatusCode();
        }
    }

    /// <summary>What an organisation gathers beside its rules.</summary>
    public async Task FurnishAsync(int each)
    {
        for (var i = 0; i < each; i++)
        {
            _ = (await Get<BankFeature>().CreateAsync(Somebody, new BankDraft { Name = $"Bank {i}", Type = "STRING", Strings = [.. Enumerable.Range(0, 1000).Select(word => $"word {word}")] }, CancellationToken.None)).Value;
            _ = (await Get<PolicyFeature>().CreateAsync(Somebody, new PolicyDraft { Name = $"Policy {i}" }, CancellationToken.None)).Value;
            _ = (await Get<ActionFeature>().CreateAsync(Somebody, new ActionDraft { Name = $"Action {i}", Type = "CUSTOM_ACTION", CallbackUrl = "https://platform.example/" }, CancellationToken.None)).Value;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is { } app)
        {
            using var now = new CancellationTokenSource(TimeSpan.Zero);
            await app.StopAsync(now.Token);
            await app.DisposeAsync();
        }

        Directory.Delete(_directory, recursive: true);
    }

    private Actor Somebody => new(_orgId, "bench", Role.Admin);

    private T Get<T>()
        where T : notnull => _app!.Services.GetRequiredService<T>();

    private async Task StartCoreAsync(int integrations)
    {
        TemplateIntegration.Write(_directory, integrations);
        string[] args =
        [
            "--urls", Address.ToString(), "--COOP_DATA", Path.Combine(_directory, "data"), "--INTEGRATIONS_CONFIG_PATH", Path.Combine(_directory, "integrations.config.json"),
        ];
        _app = CoopServer.Build(args, builder => builder.Logging.ClearProviders());
        _ = (await CoopServer.PrepareAsync(_app, CancellationToken.None)).Value;
        await _app.StartAsync();
        Address = new Uri(Get<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        var founded = (await Get<OrgFounding>().FoundAsync(new OrgDraft("Acme", Email, Password, "Ada Lovelace"), CancellationToken.None)).Value;
        (_orgId, _apiKey) = (founded.OrgId, founded.ApiKey);
        var post = new ItemTypeDraft { Name = "Post", Kind = "CONTENT", Fields = [new ItemFieldDraft { Name = "text", Type = "STRING", Required = true }] };
        _typeId = (await Get<ItemTypeFeature>().CreateAsync(Somebody, post, CancellationToken.None)).Value.Value.Id;
        for (var i = 0; i < integrations; i++)
        {
            var config = new IntegrationConfig(_orgId, $"TEMPLATE_{i:000}", $"Template {i}", JsonSerializer.SerializeToElement(new { apiKey = "key" }), new HashSet<string> { "apiKey" }, 1);
            _ = (await Get<ISettingStore<IntegrationConfig>>().ChangeAsync(SettingEdit<IntegrationConfig>.Create("bench", config), CancellationToken.None)).Value;
        }
    }
}
