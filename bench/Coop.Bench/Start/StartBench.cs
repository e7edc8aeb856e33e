using System.Diagnostics;
using System.Globalization;
using Coop.Engine.Integrations;
using Coop.Plugins;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coop.Bench.Start;

/// <summary>
/// Loads 1, 10 and 100 integrations, each number in a fresh process, and prints time and memory. "After the first" is the cost of each
/// further one: what comes with the first is the loader itself being compiled.
/// </summary>
internal static class StartBench
{
    private const int Repeats = 5;

    public static async Task RunAsync()
    {
        Console.WriteLine("| Integrations | ms in all | ms each after the first | MiB in all | MiB each after the first |");
        Console.WriteLine("|---|---|---|---|---|");
        (double Milliseconds, double Mebibytes) one = default;
        foreach (var count in new[] { 1, 10, 100 })
        {
            var measured = await MedianAsync(count);
            one = count == 1 ? measured : one;
            var more = count - 1;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {count} | {measured.Milliseconds:0.0} | {(more == 0 ? "" : ((measured.Milliseconds - one.Milliseconds) / more).ToString("0.00", CultureInfo.InvariantCulture))} | {measured.Mebibytes:0.0} | {(more == 0 ? "" : ((measured.Mebibytes - one.Mebibytes) / more).ToString("0.00", CultureInfo.InvariantCulture))} |"));
        }
    }

    /// <summary>One measurement, in this process, of the integrations in a folder: milliseconds and MiB, in one line.</summary>
    public static async Task MeasureAsync(string folder)
    {
        GC.Collect();
        var before = Resident();
        var started = Stopwatch.GetTimestamp();
        await using var host = new IntegrationHost(
            new IntegrationHostOptions { WorkingDirectory = folder, ConfigPath = "integrations.config.json", CacheDirectory = Path.Combine(folder, "cache") },
            new NoConfigs(), TimeProvider.System, NullLoggerFactory.Instance);
        var catalogue = (await host.StartAsync(CancellationToken.None)).Value;
        var elapsed = Stopwatch.GetElapsedTime(started);
        GC.Collect();
        var after = Resident();
        if (catalogue.Integrations.FirstOrDefault(integration => integration.State != IntegrationState.Active) is { } failed)
        {
            throw new InvalidOperationException(string.Join("; ", failed.Problems.Select(problem => problem.Message)));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{elapsed.TotalMilliseconds:0.000} {(after - before) / 1048576.0:0.000}"));
    }

    private static async Task<(double Milliseconds, double Mebibytes)> MedianAsync(int count)
    {
        var runs = new List<(double Milliseconds, double Mebibytes)>();
        for (var i = 0; i < Repeats; i++)
        {
            var folder = Directory.CreateTempSubdirectory("coop-bench-").FullName;
            TemplateIntegration.Write(folder, count);
            using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["start", folder]) { RedirectStandardOutput = true })!;
            var parts = (await process.StandardOutput.ReadToEndAsync()).Split(' ');
            await process.WaitForExitAsync();
            Directory.Delete(folder, recursive: true);
            runs.Add((double.Parse(parts[0], CultureInfo.InvariantCulture), double.Parse(parts[1], CultureInfo.InvariantCulture)));
        }

        return (runs.Select(run => run.Milliseconds).Order().ElementAt(Repeats / 2), runs.Select(run => run.Mebibytes).Order().ElementAt(Repeats / 2));
    }

    private static long Resident()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
