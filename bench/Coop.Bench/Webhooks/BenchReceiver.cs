using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Coop.Bench.Webhooks;

/// <summary>A platform that takes webhooks and notes when each item's came, or that takes them and never answers. At every address of this machine: each is a receiver of its own.</summary>
internal sealed class BenchReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, long> _seen = new(StringComparer.Ordinal);

    private BenchReceiver(WebApplication app) => _app = app;

    public int Port => new Uri(_app.Urls.First().Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)).Port;

    /// <summary>When the first webhook of each item came, by <see cref="Stopwatch"/>.</summary>
    public IReadOnlyDictionary<string, long> Seen => _seen;

    public static async Task<BenchReceiver> StartAsync(bool hangs)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://0.0.0.0:0");
        var app = builder.Build();
        var receiver = new BenchReceiver(app);
        app.Run(async context =>
        {
            var body = await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body, cancellationToken: context.RequestAborted);
            receiver._seen.TryAdd(body.GetProperty("item").GetProperty("id").GetString()!, Stopwatch.GetTimestamp());
            if (hangs)
            {
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            context.Response.StatusCode = StatusCodes.Status204NoContent;
        });
        await app.StartAsync();
        return receiver;
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }
}
