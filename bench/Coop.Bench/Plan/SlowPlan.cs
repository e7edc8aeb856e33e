using System.Diagnostics;
using System.Globalization;

namespace Coop.Bench.Plan;

/// <summary>Rules on signals that have to be waited for: on the clock, beside nothing but the waits.</summary>
internal static class SlowPlan
{
    private const int Rounds = 100;

    private static readonly TimeSpan Each = TimeSpan.FromMilliseconds(10);

    public static async Task RowAsync()
    {
        var of = PlanCase.Slow(Each);
        var item = await WarmAsync(of);
        var (all, stored, bare, one) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        var busy = TimeSpan.Zero;
        for (var round = 0; round < Rounds; round++)
        {
            var processor = Environment.CpuUsage.TotalTime;
            var started = Stopwatch.GetTimestamp();
            var result = await item.Plan.RunAsync(of.Subject, CancellationToken.None);
            all.Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds);
            item.Store(result);
            stored.Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds);
            busy += Environment.CpuUsage.TotalTime - processor;
            started = Stopwatch.GetTimestamp();
            await Task.WhenAll(of.Signals.OfType<StubSignal>().Select(signal => signal.RunAsync(null!, CancellationToken.None).AsTask()));
            bare.Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds);
            started = Stopwatch.GetTimestamp();
            await Task.Delay(Each);
            one.Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds);
        }

        var allocated = await BytesAsync(of, item);
        var evaluate = PlanBench.Median(all);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {of.Name} of {Each.TotalMilliseconds} ms, on the clock | {PlanBench.Micro(evaluate)} | {PlanBench.Micro(PlanBench.Median(stored))} ({PlanBench.Median(stored) / evaluate:0.0} ×) | {item.StoredBytes:N0} | | {allocated:N0} B | | processor: {PlanBench.Micro(busy.TotalMicroseconds / Rounds)} | | all at once {PlanBench.Micro(PlanBench.Median(bare))} ({evaluate / PlanBench.Median(bare):0.00} ×), one {PlanBench.Micro(PlanBench.Median(one))} ({evaluate / PlanBench.Median(one):0.00} ×) |"));
    }

    public static async Task TypesAsync()
    {
        var of = PlanCase.Slow(Each);
        var item = await WarmAsync(of);
        var bytes = await BytesAsync(of, item);
        PlanBench.Print(of.Name, bytes, await AllocationSamples.OfAsync(bytes, () => RoundsAsync(of, item)));
    }

    private static async Task<StoredItem> WarmAsync(PlanCase of)
    {
        var item = new StoredItem(of, PlanBench.PlanOf(of.Source, null));
        await RoundsAsync(of, item);
        return item;
    }

    private static async Task<long> BytesAsync(PlanCase of, StoredItem item)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await RoundsAsync(of, item);
        return (GC.GetTotalAllocatedBytes(precise: true) - before) / Rounds;
    }

    private static async Task RoundsAsync(PlanCase of, StoredItem item)
    {
        for (var round = 0; round < Rounds; round++)
        {
            item.Store(await item.Plan.RunAsync(of.Subject, CancellationToken.None));
        }
    }
}
