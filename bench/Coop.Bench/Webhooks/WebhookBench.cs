using System.Diagnostics;
using Coop.Engine.Orgs;
using Coop.Server.Startup;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Coop.Bench.Webhooks;

/// <summary>From an item's POST to its webhook, of an organisation alone and beside one whose two hundred receivers hang.</summary>
internal static class WebhookBench
{
    private const int HangingReceivers = 200;
    private const int PerSecond = 20;
    private const int Seconds = 20;

    public static async Task RunAsync()
    {
        var directory = Directory.CreateTempSubdirectory("coop-bench-").FullName;
        await File.WriteAllTextAsync(Path.Combine(directory, "integrations.config.json"), """{ "integrations": [] }""");
        var app = CoopServer.Build(
            ["--urls", "http://127.0.0.1:0", "--COOP_DATA", Path.Combine(directory, "data"), "--INTEGRATIONS_CONFIG_PATH", Path.Combine(directory, "integrations.config.json")],
            builder => builder.Logging.ClearProviders());
        try
        {
            _ = (await CoopServer.PrepareAsync(app, CancellationToken.None)).Value;
            await app.StartAsync();
            await MeasureAsync(app);
        }
        finally
        {
            using var now = new CancellationTokenSource(TimeSpan.Zero);
            await app.StopAsync(now.Token);
            await app.DisposeAsync();
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task MeasureAsync(WebApplication app)
    {
        var server = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        var founding = app.Services.GetRequiredService<OrgFounding>();
        await using var quick = await BenchReceiver.StartAsync(hangs: false);
        await using var hanging = await BenchReceiver.StartAsync(hangs: true);
        using var other = await BenchOrg.CreateAsync(server, founding, "B", [$"http://127.0.0.1:{quick.Port}/"]);
        using var hung = await BenchOrg.CreateAsync(server, founding, "A", Enumerable.Range(1, HangingReceivers).Select(i => $"http://127.0.1.{i}:{hanging.Port}/"));

        await SendAsync(other, quick, "warm", PerSecond);
        var alone = await SendAsync(other, quick, "alone", PerSecond * Seconds);
        using var ended = new CancellationTokenSource();
        var flood = FloodAsync(hung, ended.Token);
        while (hanging.Seen.Count == 0)
        {
            await Task.Delay(10);
        }

        var beside = await SendAsync(other, quick, "beside", PerSecond * Seconds);
        await ended.CancelAsync();
        var flooded = await flood;

        Console.WriteLine($"B: {PerSecond} items/s for {Seconds} s, one webhook each. A: {flooded} items meanwhile, {HangingReceivers} webhooks each, to receivers that never answer.");
        Console.WriteLine("| From POST to webhook of B | median | p99 | slowest |");
        Console.WriteLine("|---|---|---|---|");
        Row("alone", alone);
        Row("beside A", beside);
        Console.WriteLine($"p99 beside A is {At(beside, 0.99) / At(alone, 0.99):0.0} times that alone.");
    }

    /// <summary>Sends at a steady pace and waits for every webhook.</summary>
    /// <returns>Milliseconds, the shortest first.</returns>
    private static async Task<double[]> SendAsync(BenchOrg org, BenchReceiver receiver, string name, int count)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / PerSecond));
        var sent = new List<Task<long>>();
        for (var i = 0; i < count; i++)
        {
            await pace.WaitForNextTickAsync();
            sent.Add(org.SendAsync($"{name}-{i}"));
        }

        var began = await Task.WhenAll(sent);
        while (!began.Index().All(item => receiver.Seen.ContainsKey($"{name}-{item.Index}")))
        {
            await Task.Delay(20);
        }

        return [.. began.Select((at, i) => Stopwatch.GetElapsedTime(at, receiver.Seen[$"{name}-{i}"]).TotalMilliseconds).Order()];
    }

    private static async Task<int> FloodAsync(BenchOrg org, CancellationToken cancellationToken)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1));
        var count = 0;
        while (!cancellationToken.IsCancellationRequested)
        {
            await org.SendAsync($"hung-{count++}");
            await pace.WaitForNextTickAsync(CancellationToken.None);
        }

        return count;
    }

    private static void Row(string what, double[] milliseconds) =>
        Console.WriteLine($"| {what} | {At(milliseconds, 0.5):0} ms | {At(milliseconds, 0.99):0} ms | {milliseconds[^1]:0} ms |");

    private static double At(double[] sorted, double part) => sorted[(int)((sorted.Length - 1) * part)];
}
