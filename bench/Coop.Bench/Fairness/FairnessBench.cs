using System.Diagnostics;
using System.Globalization;
using Coop.Engine.Flow;
using Coop.Engine.Integrations;
using Coop.Server.Startup;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Coop.Bench.Fairness;

/// <summary>One organisation posts 20 items/s on a free signal: alone, and beside another that posts 50/s on a signal that takes four seconds.</summary>
internal static class FairnessBench
{
    private const int QuickPerSecond = 20;
    private const int SlowPerSecond = 50;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Run = TimeSpan.FromSeconds(30);

    public static async Task RunAsync()
    {
        var alone = await MeasureAsync(beside: false);
        var beside = await MeasureAsync(beside: true);
        Console.WriteLine("| From POST to the stored decision | p50 ms | p99 ms | slowest ms | undecided |");
        Console.WriteLine("|---|---|---|---|---|");
        Print("20/s alone", alone);
        Print("beside 50/s on a signal of 4 s", beside);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"p99 beside / alone: {At(beside.Milliseconds, 0.99) / At(alone.Milliseconds, 0.99):0.00}"));
    }

    private static async Task<(List<double> Milliseconds, int Undecided)> MeasureAsync(bool beside)
    {
        var directory = Directory.CreateTempSubdirectory("coop-bench-").FullName;
        var config = Path.Combine(directory, "integrations.config.json");
        await File.WriteAllTextAsync(config, """{ "integrations": [] }""");
        await using var app = CoopServer.Build(
            ["--urls", "http://127.0.0.1:0", "--COOP_DATA", Path.Combine(directory, "data"), "--INTEGRATIONS_CONFIG_PATH", config],
            builder =>
            {
                builder.Logging.ClearProviders();
                builder.Services.AddSingleton<IIntegrationCatalogueSource>(StubSignals.Catalogue());
                var log = builder.Services.Last(service => service.ServiceType == typeof(IDecisionLog));
                builder.Services.AddSingleton(provider => new DecidedAt((IDecisionLog)ActivatorUtilities.CreateInstance(provider, log.ImplementationType!)));
                builder.Services.AddSingleton<IDecisionLog>(provider => provider.GetRequiredService<DecidedAt>());
            });
        _ = (await CoopServer.PrepareAsync(app, CancellationToken.None)).Value;
        await app.StartAsync();
        var quick = await Sender.CreateAsync(app, "Quick", StubSignals.Free);
        var slow = await Sender.CreateAsync(app, "Slow", StubSignals.Slow);
        using var stop = new CancellationTokenSource();
        var other = beside ? slow.SendAsync(SlowPerSecond, stop.Token) : Task.CompletedTask;
        using (var warm = new CancellationTokenSource(WarmUp))
        {
            await quick.SendAsync(QuickPerSecond, warm.Token);
        }

        quick.Sent.Clear();
        using (var run = new CancellationTokenSource(Run))
        {
            await quick.SendAsync(QuickPerSecond, run.Token);
        }

        await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System);
        await stop.CancelAsync();
        await other;
        var decided = app.Services.GetRequiredService<DecidedAt>();
        var all = quick.Sent.Select(sent => decided.Of(sent.ItemId) is { } at ? Stopwatch.GetElapsedTime(sent.At, at).TotalMilliseconds : (double?)null).ToList();
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await app.StopAsync(now.Token);
        Directory.Delete(directory, recursive: true);
        return ([.. all.OfType<double>().Order()], all.Count(one => one is null));
    }

    private static void Print(string name, (List<double> Milliseconds, int Undecided) measured) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {name} | {At(measured.Milliseconds, 0.5):0.0} | {At(measured.Milliseconds, 0.99):0.0} | {measured.Milliseconds[^1]:0.0} | {measured.Undecided} |"));

    private static double At(List<double> sorted, double share) => sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];
}
