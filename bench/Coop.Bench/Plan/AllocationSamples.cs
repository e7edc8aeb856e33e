using System.Collections.Concurrent;
using System.Diagnostics.Tracing;

namespace Coop.Bench.Plan;

/// <summary>
/// Which types a piece of code allocates: the runtime tells of an object about every hundred kilobytes, at random, so that what repeats itself is not always met at the same place.
/// </summary>
internal sealed class AllocationSamples : EventListener
{
    private const EventKeywords Sampling = (EventKeywords)0x80000000000;
    private const double Interval = 100 * 1024;

    private static readonly TimeSpan Late = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<(string Type, long Size), double> _bytes = new();
    private EventSource? _runtime;

    /// <param name="bytes">What one call allocates, as counted.</param>
    /// <returns>By type and size, the most first: how many of them one call makes.</returns>
    public static async Task<List<(string Type, long Size, double Count)>> OfAsync(long bytes, Func<Task> calls)
    {
        using var samples = new AllocationSamples();
        samples.EnableEvents(samples._runtime!, EventLevel.Informational, Sampling);
        await calls();
        // They are told by a thread of their own.
        await Task.Delay(Late);
        samples.DisableEvents(samples._runtime!);
        var all = samples._bytes.Values.Sum();
        return [.. samples._bytes.Select(each => (each.Key.Type, each.Key.Size, each.Value / all * bytes / each.Key.Size)).OrderByDescending(each => each.Item3 * each.Size)];
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
        {
            _runtime = eventSource;
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData is { EventName: "AllocationSampled", Payload: { } told, PayloadNames: { } names })
        {
            var (type, size) = ((string)told[names.IndexOf("TypeName")]!, Convert.ToInt64(told[names.IndexOf("ObjectSize")], System.Globalization.CultureInfo.InvariantCulture));
            // A large object is met more often than a small one.
            var stands = size / (1 - Math.Exp(-size / Interval));
            _bytes.AddOrUpdate((type, size), stands, (_, before) => before + stands);
        }
    }
}
