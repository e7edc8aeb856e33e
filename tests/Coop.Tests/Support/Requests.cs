using System.Net;
using System.Text;
using System.Text.Json;

namespace Coop.Tests.Support;

/// <summary>Requests with JSON written as it travels, and what tests ask of the answers.</summary>
internal static class Requests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static Task<HttpResponseMessage> Get(this HttpClient client, string path) => client.GetAsync(path, Cancellation);

    public static Task<HttpResponseMessage> Get(this HttpClient client, Uri address) => client.GetAsync(address, Cancellation);

    public static Task<string> Text(this HttpClient client, string path) => client.GetStringAsync(path, Cancellation);

    public static Task<HttpResponseMessage> Delete(this HttpClient client, string path) => client.DeleteAsync(path, Cancellation);

    public static Task<HttpResponseMessage> Post(this HttpClient client, string path, HttpContent? content) => client.PostAsync(path, content, Cancellation);

    public static Task<HttpResponseMessage> Exchange(this HttpClient client, HttpRequestMessage request) => client.SendAsync(request, Cancellation);

    public static Task<HttpResponseMessage> SendJsonAsync(this HttpClient client, HttpMethod method, string path, string json) =>
        client.SendAsync(new HttpRequestMessage(method, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") }, Cancellation);

    public static Task<HttpResponseMessage> PostJsonAsync(this HttpClient client, string path, string json) => client.SendJsonAsync(HttpMethod.Post, path, json);

    public static Task<HttpResponseMessage> PutJsonAsync(this HttpClient client, string path, string json) => client.SendJsonAsync(HttpMethod.Put, path, json);

    /// <summary>The body of an answer of this status; any other fails with what was answered.</summary>
    public static async Task<JsonElement> ExpectAsync(this Task<HttpResponseMessage> sent, HttpStatusCode status)
    {
        using var response = await sent;
        var body = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.StatusCode == status, $"{(int)response.StatusCode} instead of {(int)status}: {body}");
        return body.Length == 0 ? default : JsonElement.Parse(body);
    }

    /// <summary>Makes something and gives its id.</summary>
    public static async Task<string> CreateAsync(this HttpClient client, string path, string json) =>
        (await client.PostJsonAsync(path, json).ExpectAsync(HttpStatusCode.Created)).GetProperty("id").GetString()!;

    /// <summary>The pointers of all errors, in order.</summary>
    public static string?[] Pointers(this JsonElement body) =>
        [.. body.GetProperty("errors").EnumerateArray().Select(error => error.TryGetProperty("pointer", out var pointer) ? pointer.GetString() : null)];

    public static string FirstCode(this JsonElement body) => body.GetProperty("errors")[0].GetProperty("code").GetString()!;

    public static string FirstDetail(this JsonElement body) => body.GetProperty("errors")[0].GetProperty("detail").GetString()!;
}
