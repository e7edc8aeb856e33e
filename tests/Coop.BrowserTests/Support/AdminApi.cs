using System.Net.Http.Json;
using System.Text.Json;
using Coop.Tests.Support;

namespace Coop.BrowserTests.Support;

/// <summary>What a journey asks over HTTP, with an API key as any platform has one.</summary>
internal static class AdminApi
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static HttpClient Client(WebServer server, string key) => new() { BaseAddress = server.Address, DefaultRequestHeaders = { { "x-api-key", key } } };

    /// <returns>The new thing's id.</returns>
    public static async Task<string> CreateAsync(this HttpClient api, string collection, object body)
    {
        using var answer = await api.PostAsJsonAsync($"/api/v1/admin/{collection}", body, Cancel);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("id").GetString()!;
    }

    /// <summary>Everything in a collection.</summary>
    public static async Task<JsonElement> ListAsync(this HttpClient api, string collection) =>
        (await api.GetFromJsonAsync<JsonElement>($"/api/v1/admin/{collection}", Cancel)).EnumerateObject().First().Value;

    public static async Task PostItemAsync(this HttpClient api, string typeId, string id, object item)
    {
        using var sent = await api.PostAsJsonAsync("/api/v1/items/async/", new { items = new[] { new { id, typeId, data = item } } }, Cancel);
        Assert.True(sent.IsSuccessStatusCode, await sent.Content.ReadAsStringAsync(Cancel));
    }

    public static Task<JsonElement> DecidedAsync(this HttpClient api, string itemId) => Eventually.SeeAsync(
        () => api.GetFromJsonAsync<JsonElement>($"/api/v1/admin/decisions?itemId={itemId}", Cancel),
        decisions => decisions.GetProperty("decisions").GetArrayLength() > 0);
}
