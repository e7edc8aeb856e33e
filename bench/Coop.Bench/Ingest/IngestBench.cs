using System.Diagnostics;
using System.Globalization;

namespace Coop.Bench.Ingest;

/// <summary>From POST to decided: the real server in a process of its own on SQLite, items of 1 KB, senders in this process on the same machine, beside a bare Kestrel.</summary>
internal static class IngestBench
{
    private const int ItemBytes = 1000;

    private static readonly TimeSpan Run = TimeSpan.FromSeconds(8);

    public static async Task RunAsync()
    {
        await BareAsync();
        await CoopAsync(0, 0);
        await CoopAsync(10, 0);
        await CoopAsync(0, 2_000_000);
        await CoopAsync(10, 2_000_000);
    }

    public static async Task BareAsync()
    {
        Head();
        await BareAsync("bare Kestrel, same parse");
        await BareAsync("the same with one durable append", Path.GetTempFileName());
    }

    /// <summary>At half of what it can, for long: what becomes of its memory.</summary>
    public static async Task LongAsync(TimeSpan time)
    {
        await using var subject = await Subject.StartAsync(10, 0);
        Task<Sender> Connect() => subject.ConnectAsync(50, ItemBytes);
        var (most, _, _, _) = await FullAsync(subject, 50, 16);
        Console.WriteLine("| Minute | resident MiB | items decided |");
        Console.WriteLine("|---|---|---|");
        var load = Load.PacedAsync(Connect, 16, most / 2 / 50, time);
        for (var (began, next) = (Stopwatch.GetTimestamp(), TimeSpan.Zero); next <= time; next += TimeSpan.FromSeconds(30))
        {
            await Task.Delay(next - Stopwatch.GetElapsedTime(began) is { Ticks: > 0 } wait ? wait : TimeSpan.Zero);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {next.TotalMinutes:0.0} | {subject.Server.ResidentMiB:0} | {subject.Ask("SELECT max(sequence) FROM decisions")} |"));
        }

        await load;
    }

    private static async Task BareAsync(string name, string? file = null)
    {
        await using var server = await Child.BareAsync(file is null ? [] : [file]);
        var row = new List<string>();
        var latencies = new List<string>();
        foreach (var (batch, senders) in new[] { (50, 16), (1, 32) })
        {
            Task<Sender> Connect() => Sender.ConnectAsync(server.Address, "none", "type", batch, ItemBytes);
            await Load.FullAsync(Connect, senders, batch, TimeSpan.FromSeconds(2));
            var (began, processor) = (Stopwatch.GetTimestamp(), server.Processor);
            var (accepted, _) = await Load.FullAsync(Connect, senders, batch, Run);
            var rate = accepted / Stopwatch.GetElapsedTime(began).TotalSeconds;
            row.Add(Figure(rate, (server.Processor - processor) / accepted));
            latencies.Add(Latency(await Load.PacedAsync(Connect, senders, rate / 2 / batch, Run)));
        }

        Console.WriteLine($"| {name} | {row[0]} | {row[1]} | {latencies[0]} | {latencies[1]} | | |");
    }

    /// <param name="decided">How many decisions are stored before.</param>
    public static async Task CoopAsync(int rules, int decided)
    {
        Head();
        await using var subject = await Subject.StartAsync(rules, decided);
        var (before, size) = (subject.Ask("SELECT count(*) FROM decisions"), Size(subject));
        var batches = await FullAsync(subject, 50, 16);
        var each = (Size(subject) - size) / (double)(subject.Ask("SELECT count(*) FROM decisions") - before);
        var singles = await FullAsync(subject, 1, 32);
        var slowBatches = await Load.PacedAsync(() => subject.ConnectAsync(50, ItemBytes), 16, batches.Rate / 2 / 50, Run);
        await subject.DrainAsync();
        var slowSingles = await Load.PacedAsync(() => subject.ConnectAsync(1, ItemBytes), 32, singles.Rate / 2, Run);
        await subject.DrainAsync();
        var name = $"{(rules == 0 ? "no rules" : $"{rules} rules × 5 conditions, one matches")}{(decided > 0 ? $", {decided:N0} decisions stored" : "")}";
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {Figure(batches.Rate, batches.Processor)} | {Figure(singles.Rate, singles.Processor)} | {Latency(slowBatches)} | {Latency(slowSingles)} | {batches.MostWaiting:N0} ({batches.Refused:N0} × 503) | {each:N0} |"));
    }

    /// <summary>The time counts until the last one is decided.</summary>
    private static async Task<(double Rate, TimeSpan Processor, long MostWaiting, long Refused)> FullAsync(Subject subject, int batch, int senders)
    {
        var (began, processor, most) = (Stopwatch.GetTimestamp(), subject.Server.Processor, 0L);
        var load = Load.FullAsync(() => subject.ConnectAsync(batch, ItemBytes), senders, batch, Run);
        while (!load.IsCompleted)
        {
            most = Math.Max(most, subject.Ask("SELECT count(*) FROM queue"));
            await Task.WhenAny(load, Task.Delay(500));
        }

        var (accepted, refused) = await load;
        await subject.DrainAsync();
        return (accepted / Stopwatch.GetElapsedTime(began).TotalSeconds, (subject.Server.Processor - processor) / accepted, most, refused);
    }

    private static void Head()
    {
        Console.WriteLine("| | batches of 50: items/s | server µs each | one by one: items/s | server µs each | 202 at half of that, batches: p50 / p99 ms | one by one: p50 / p99 ms | most waiting | bytes on disk each |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
    }

    private static long Size(Subject subject)
    {
        // Pages in use: the file itself grows in steps, and the log beside it is emptied at its own pace.
        return subject.Ask("SELECT (page_count - freelist_count) * page_size FROM pragma_page_count(), pragma_freelist_count(), pragma_page_size()");
    }

    private static string Figure(double rate, TimeSpan processor) => string.Create(CultureInfo.InvariantCulture, $"{rate:N0} | {processor.TotalMicroseconds:0.0}");

    private static string Latency((List<double> Milliseconds, long Refused) measured) => string.Create(
        CultureInfo.InvariantCulture,
        $"{measured.Milliseconds[measured.Milliseconds.Count / 2]:0.0} / {measured.Milliseconds[(int)(measured.Milliseconds.Count * 0.99)]:0.0}{(measured.Refused > 0 ? $" ({measured.Refused} × 503)" : "")}");
}
