using System.Collections.Concurrent;
using System.Text.Json;
using Coop.Engine.Actions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Coop.Tests.Support;

/// <summary>A platform's end of a webhook: a real server on a free port that keeps what it gets.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ReceivedWebhook> _received = new();

    private WebhookReceiver(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First().Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal));

    public string Url => new Uri(Address, "/hook").ToString();

    public IReadOnlyList<ReceivedWebhook> Received => [.. _received];

    /// <param name="answer">Given the request and how many came before it; 204 when left out.</param>
    /// <param name="everywhere">At every address of this machine, 127.0.0.2 and its like included, each of which is a receiver of its own for who sends there.</param>
    public static async Task<WebhookReceiver> StartAsync(Func<HttpContext, int, Task>? answer = null, bool everywhere = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(everywhere ? "http://0.0.0.0:0" : "http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new WebhookReceiver(app);
        var before = -1;
        app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            var headers = context.Request.Headers.Select(header => KeyValuePair.Create(header.Key, header.Value.ToString())).ToList();
            var number = Interlocked.Increment(ref before);
            receiver._received.Enqueue(new ReceivedWebhook(context.Request.Method, context.Request.Path, headers, body.ToArray()));
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            if (answer is not null)
            {
                await answer(context, number);
            }
        });
        await app.StartAsync();
        return receiver;
    }

    public Task<IReadOnlyList<ReceivedWebhook>> SeeAsync(int count) =>
        Eventually.SeeAsync(() => Task.FromResult(Received), received => received.Count >= count);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}

internal sealed record ReceivedWebhook(string Method, string Path, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body)
{
    public JsonElement Json => JsonElement.Parse(Body);

    public string? Header(string name) =>
        Headers.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value).SingleOrDefault();

    public string Key => Header(WebhookHeaders.IdempotencyKey)!;

    public bool IsSignedBy(string publicKeyPem) => Header(WebhookSignature.Header) is { } signature && WebhookSignature.Verify(publicKeyPem, Body, signature);
}
