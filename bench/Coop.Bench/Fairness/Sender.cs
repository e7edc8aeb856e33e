using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Coop.Engine.Orgs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Coop.Bench.Fairness;

/// <summary>An organisation with one rule that posts items one by one, so many a second, however long each answer takes.</summary>
internal sealed class Sender
{
    private readonly HttpClient _http;
    private readonly string _typeId;
    private readonly string _name;
    private int _number;

    private Sender(HttpClient http, string typeId, string name) => (_http, _typeId, _name) = (http, typeId, name);

    public ConcurrentBag<(string ItemId, long At)> Sent { get; } = [];

    /// <param name="signal">What its rule asks.</param>
    public static async Task<Sender> CreateAsync(WebApplication app, string name, string signal)
    {
        var founded = (await app.Services.GetRequiredService<OrgFounding>().FoundAsync(new OrgDraft(name, $"{name}@example.com", "four unrelated words", "Ada"), CancellationToken.None)).Value;
        var address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        using var admin = new HttpClient { BaseAddress = address, DefaultRequestHeaders = { { "x-api-key", founded.AdminApiKey } } };
        var typeId = await CreateAsync(admin, "item-types", new { name = "Post", kind = "CONTENT", fields = new[] { new { name = "text", type = "STRING", required = true } } });
        await CreateAsync(admin, "rules", new
        {
            name = "Rule",
            status = "LIVE",
            itemTypeIds = new[] { typeId },
            actions = Array.Empty<object>(),
            policyIds = Array.Empty<string>(),
            conditions = new
            {
                conjunction = "AND",
                conditions = new[]
                {
                    new
                    {
                        input = new { type = "CONTENT_FIELD", name = "text", contentTypeId = typeId },
                        signal = new { id = JsonSerializer.Serialize(new { type = signal }), type = signal },
                        comparator = "GREATER_THAN",
                        threshold = 0.5,
                    },
                },
            },
        });
        return new Sender(new HttpClient { BaseAddress = address, DefaultRequestHeaders = { { "x-api-key", founded.ApiKey } } }, typeId, name);
    }

    public async Task SendAsync(int perSecond, CancellationToken stop)
    {
        List<Task> posts = [];
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            posts.Add(PostAsync());
            var next = TimeSpan.FromSeconds((i + 1.0) / perSecond) - Stopwatch.GetElapsedTime(started);
            if (next > TimeSpan.Zero)
            {
                await Task.Delay(next, TimeProvider.System, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await Task.WhenAll(posts);
    }

    private async Task PostAsync()
    {
        var id = $"{_name}-{Interlocked.Increment(ref _number)}";
        Sent.Add((id, Stopwatch.GetTimestamp()));
        using var answer = await _http.PostAsJsonAsync("/api/v1/items/async/", new { items = new[] { new { id, typeId = _typeId, data = new { text = "The text of a post." } } } });
    }

    private static async Task<string> CreateAsync(HttpClient admin, string collection, object body)
    {
        using var answer = await admin.PostAsJsonAsync($"/api/v1/admin/{collection}", body);
        var json = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return answer.IsSuccessStatusCode ? json.GetProperty("id").GetString()! : throw new InvalidOperationException(json.GetRawText());
    }
}
