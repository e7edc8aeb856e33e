using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Coop.Engine.Integrations;
using Coop.Engine.Signals;
using Coop.Engine.Signals.Guard;
using Coop.Integrations;
using Coop.Plugins;
using Microsoft.Extensions.Logging.Abstractions;
using OsProcess = System.Diagnostics.Process;

namespace Coop.Bench.ProcessCalls;

/// <summary>A signal call into a Node integration against a raw socket echo between the same two processes, and how fast a crash is over.</summary>
internal static class ProcessBench
{
    private const int TextLength = 400;

    private static readonly SignalRunner Runner = new(new NoConfigs(), TimeProvider.System);

    // About what a call's request is on the wire: the text and what surrounds it.
    private const int FrameSize = TextLength + 150;

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(3);

    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("coop-bench-").FullName;
        try
        {
            await RunAsync(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task RunAsync(string folder)
    {
        var port = FreePort();
        var config = Path.Combine(folder, "integrations.config.json");
        await File.WriteAllTextAsync(config, $$"""
            { "integrations": [
              { "package": "{{PackageFolder("node-echo")}}", "config": { "echoPort": {{port}} } },
              { "package": "{{PackageFolder("node-spin")}}" } ] }
            """);
        await using var host = new IntegrationHost(
            new IntegrationHostOptions { ConfigPath = config, CacheDirectory = Path.Combine(folder, "cache") }, new NoConfigs(), TimeProvider.System, NullLoggerFactory.Instance);
        var before = OsProcess.GetProcesses().Select(process => process.Id).ToHashSet();
        var started = TimeProvider.System.GetTimestamp();
        var catalogue = (await host.StartAsync(CancellationToken.None)).Value;
        var startTime = TimeProvider.System.GetElapsedTime(started);
        if (catalogue.Integrations.FirstOrDefault(integration => integration.State != IntegrationState.Active) is { } failed)
        {
            throw new InvalidOperationException(string.Join(Environment.NewLine, failed.Problems.Select(problem => problem.Message)));
        }

        var child = OsProcess.GetProcesses().Where(process => !before.Contains(process.Id) && process.ProcessName.StartsWith("node", StringComparison.Ordinal)).MaxBy(process => process.WorkingSet64);
        var signal = catalogue.FindSignal("BENCH_LENGTH")!;
        await MeasureAsync(signal, 64, TimeSpan.FromSeconds(2));

        Console.WriteLine("| In flight | raw echo/s | signal calls/s | calls ÷ echo | host CPU per call | median |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var inFlight in new[] { 1, 16, 256 })
        {
            var echo = await EchoClient.MeasureAsync(port, FrameSize, inFlight, Duration);
            var calls = await MeasureAsync(signal, inFlight, Duration);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {inFlight} | {echo:N0} | {calls.PerSecond:N0} | {calls.PerSecond / echo:P0} | {calls.HostCpu.TotalMicroseconds:N1} µs | {calls.Median.TotalMicroseconds:N0} µs |"));
        }

        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Start, from nothing to active: {startTime.TotalMilliseconds:N0} ms"));
        child?.Refresh();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Memory of the Node process after the calls: {(child?.WorkingSet64 ?? 0) / 1048576.0:N0} MiB"));
        var alone = await MeasureAsync(signal, 16, Duration);
        var spinning = Runner.RunAsync(new SignalCall(catalogue.FindSignal("BENCH_SPIN")!, Input("x")), CancellationToken.None);
        var beside = await MeasureAsync(signal, 16, Duration);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Calls/s with 16 in flight: {alone.PerSecond:N0}; beside an integration that spins on one of the machine's {Environment.ProcessorCount} cores: {beside.PerSecond:N0} ({beside.PerSecond / alone.PerSecond:P0})"));
        await spinning;
        var recovery = await RecoveryAsync(signal);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Served again after a kill -9: {recovery.TotalMilliseconds:N0} ms (median of three)"));
    }

    private static async Task<CallFigures> MeasureAsync(CatalogueSignal signal, int inFlight, TimeSpan duration)
    {
        var input = Input(new string('x', TextLength));
        var started = TimeProvider.System.GetTimestamp();
        var cpu = Environment.CpuUsage.TotalTime;
        var callers = Enumerable.Range(0, inFlight).Select(_ => Task.Run(async () =>
        {
            var taken = new List<long>();
            while (TimeProvider.System.GetElapsedTime(started) < duration)
            {
                var from = TimeProvider.System.GetTimestamp();
                var outcome = await Runner.RunAsync(new SignalCall(signal, input), CancellationToken.None);
                taken.Add(TimeProvider.System.GetTimestamp() - from);
                if (outcome.Kind != SignalOutcomeKind.Scored)
                {
                    throw new InvalidOperationException(outcome.Failure?.Reason);
                }
            }

            return taken;
        }));
        var all = (await Task.WhenAll(callers)).SelectMany(taken => taken).Order().ToList();
        var elapsed = TimeProvider.System.GetElapsedTime(started);
        return new CallFigures(
            all.Count / elapsed.TotalSeconds,
            (Environment.CpuUsage.TotalTime - cpu) / all.Count,
            TimeProvider.System.GetElapsedTime(0, all[all.Count / 2]));
    }

    private static async Task<TimeSpan> RecoveryAsync(CatalogueSignal signal)
    {
        var taken = new List<TimeSpan>();
        for (var round = 0; round < 3; round++)
        {
            await Runner.RunAsync(new SignalCall(signal, Input("crash")), CancellationToken.None);
            var crashed = TimeProvider.System.GetTimestamp();
            while ((await Runner.RunAsync(new SignalCall(signal, Input("again")), CancellationToken.None)).Kind != SignalOutcomeKind.Scored)
            {
            }

            taken.Add(TimeProvider.System.GetElapsedTime(crashed));
        }

        return taken.Order().ElementAt(1);
    }

    private static SignalInput Input(string text) => new() { OrgId = "org", SignalId = "BENCH_LENGTH", Value = ScalarValue.Text(text) };

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string PackageFolder(string name)
    {
        var folder = AppContext.BaseDirectory;
        while (!Directory.Exists(Path.Combine(folder, "bench", name)))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Run the benchmark from within the repository.");
        }

        return Path.Combine(folder, "bench", name).Replace('\\', '/');
    }

    private readonly record struct CallFigures(double PerSecond, TimeSpan HostCpu, TimeSpan Median);
}
