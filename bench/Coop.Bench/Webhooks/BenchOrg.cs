using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Coop.Engine.Orgs;

namespace Coop.Bench.Webhooks;

/// <summary>An organisation whose rule takes all of its webhook actions for every item.</summary>
internal sealed class BenchOrg : IDisposable
{
    private readonly HttpClient _items;
    private readonly string _typeId;

    private BenchOrg(HttpClient items, string typeId) => (_items, _typeId) = (items, typeId);

    public static async Task<BenchOrg> CreateAsync(Uri server, OrgFounding founding, string name, IEnumerable<string> webhooks)
    {
        var founded = (await founding.FoundAsync(new OrgDraft(name, $"{name.ToLowerInvariant()}@example.com", "four unrelated words", "Ada Lovelace"), CancellationToken.None)).Value;
        using var admin = new HttpClient { BaseAddress = new Uri(server, "/api/v1/admin/"), DefaultRequestHeaders = { { "x-api-key", founded.AdminApiKey } } };
        var typeId = await CreateAsync(admin, "item-types", new { name = "Post", kind = "CONTENT", fields = new[] { new { name = "text", type = "STRING", required = true } } });
        List<string> actions = [];
        foreach (var url in webhooks)
        {
            actions.Add(await CreateAsync(admin, "actions", new { name = $"Webhook {actions.Count}", type = "CUSTOM_ACTION", callbackUrl = url }));
        }

        foreach (var (index, some) in actions.Chunk(20).Index())
        {
            var leaf = new { input = new { type = "CONTENT_FIELD", name = "text", contentTypeId = typeId }, comparator = "EQUALS", threshold = "bad" };
            await CreateAsync(admin, "rules", new
            {
                name = $"Bad text {index}",
                status = "LIVE",
                itemTypeIds = new[] { typeId },
                actions = some.Select(actionId => new { actionId }),
                conditions = new { conjunction = "AND", conditions = new[] { leaf } },
            });
        }

        return new BenchOrg(new HttpClient { BaseAddress = server, DefaultRequestHeaders = { { "x-api-key", founded.ApiKey } } }, typeId);
    }

    /// <returns>When it was sent, by <see cref="Stopwatch"/>.</returns>
    public async Task<long> SendAsync(string itemId)
    {
        var began = Stopwatch.GetTimestamp();
        using var sent = await _items.PostAsJsonAsync("/api/v1/items/async", new { items = new[] { new { id = itemId, typeId = _typeId, data = new { text = "bad" } } } });
        sent.EnsureSuccessStatusCode();
        return began;
    }

    public void Dispose() => _items.Dispose();

    private static async Task<string> CreateAsync(HttpClient admin, string path, object body)
    {
        using var created = await admin.PostAsJsonAsync(path, body);
        var json = await created.Content.ReadFromJsonAsync<JsonElement>();
        return created.IsSuccessStatusCode ? json.GetProperty("id").GetString()! : throw new InvalidOperationException(json.GetRawText());
    }
}
