using System.Net;
using System.Text.Json;
using Coop.Engine.Deciding;
using Coop.Engine.Flow;
using Coop.Engine.Integrations;
using Coop.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Coop.Tests.Flow;

/// <summary>The whole server with one signal that answers when the test lets it, and organisations with an item type each.</summary>
internal sealed class FlowServer : IAsyncDisposable
{
    private FlowServer(TestServer server) => Server = server;

    public TestServer Server { get; }

    public HeldSignal Signal { get; private init; } = null!;

    public KeptFlowLog Log { get; private init; } = null!;

    public static async Task<FlowServer> StartAsync(FlowOptions? options = null, TimeProvider? time = null, string? directory = null, IPlanReader? plans = null, Action<IServiceCollection>? more = null)
    {
        var (signal, log) = (new HeldSignal(), new KeptFlowLog());
        var server = await TestServer.StartAsync(directory: directory, configure: builder =>
        {
            builder.Services.AddSingleton<IIntegrationCatalogueSource>(signal);
            builder.Services.AddSingleton<IFlowLog>(log);
            builder.Services.AddSingleton(options ?? new FlowOptions());
            if (plans is not null)
            {
                builder.Services.AddSingleton(plans);
            }

            if (time is not null)
            {
                builder.Services.AddSingleton(time);
            }

            more?.Invoke(builder.Services);
        });
        return new FlowServer(server) { Signal = signal, Log = log };
    }

    public async Task<(Moderation Org, string TypeId)> OrgAsync(string name, bool isSlow = false)
    {
        var org = new Moderation(await Server.CreateOrgAsync(name));
        var type = await org.PostTypeAsync();
        if (isSlow)
        {
            await org.RuleAsync("Slow", type, [], conditions: HeldSignal.Conditions(type));
        }

        return (org, type);
    }

    /// <summary>The items of an organisation's decisions, newest first.</summary>
    public async Task<IReadOnlyList<string>> DecidedAsync(Moderation org)
    {
        List<string> items = [];
        string? before = null;
        while (true)
        {
            var page = (await Server.Get<IDecisionStore>().ListSummariesAsync(org.Org.Id, null, before, 200, CancellationToken.None))!;
            items.AddRange(page.Select(decision => decision.ItemId));
            if (page.Count < 200)
            {
                return items;
            }

            before = page[^1].Id;
        }
    }

    /// <summary>Waits until so many are decided.</summary>
    public Task<IReadOnlyList<string>> SeeDecidedAsync(Moderation org, int count) => Eventually.SeeAsync(() => DecidedAsync(org), items => items.Count >= count);

    public static string[] Items(string typeId, string prefix, int count) => [.. Enumerable.Range(0, count).Select(i => Moderation.Item($"{prefix}{i}", typeId))];

    /// <returns>The status of handing in one item, and what was answered.</returns>
    public static async Task<(HttpStatusCode Status, JsonElement Body, int? RetryAfter)> TryToSubmitAsync(Moderation org, string item)
    {
        using var answer = await org.PostAsync("/api/v1/items/async/", $$"""{ "items": [{{item}}] }""");
        return (answer.StatusCode, await answer.JsonAsync(), (int?)answer.Headers.RetryAfter?.Delta?.TotalSeconds);
    }

    public async ValueTask DisposeAsync()
    {
        Signal.Open();
        await Server.DisposeAsync();
    }
}
