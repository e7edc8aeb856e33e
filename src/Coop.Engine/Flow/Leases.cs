namespace Coop.Engine.Flow;

/// <summary>
/// The items this process holds. Their leases are renewed as long as they are held, by the monotonic clock, so that a lease can be short without anybody taking over an
/// item that is merely slow.
/// </summary>
internal sealed class Leases(IItemStream stream, FlowOptions options, TimeProvider time, Outage givingBack)
{
    private readonly Lock _lock = new();
    private readonly HashSet<HeldItem> _held = [];

    public void Hold(IReadOnlyCollection<HeldItem> items)
    {
        var now = time.GetTimestamp();
        lock (_lock)
        {
            foreach (var item in items)
            {
                item.LeasedAt = now;
                _held.Add(item);
            }
        }
    }

    public void LetGo(HeldItem item)
    {
        lock (_lock)
        {
            _held.Remove(item);
        }
    }

    /// <summary>Puts items back on the queue as if they had never been held. One that cannot be put back is received again when its lease has run out.</summary>
    public async Task ReleaseAsync(IReadOnlyList<HeldItem> items)
    {
        List<StreamItem> received = [.. items.Select(item => item.Received).OfType<StreamItem>()];
        foreach (var item in items)
        {
            LetGo(item);
        }

        if (received.Count == 0)
        {
            return;
        }

        try
        {
            await stream.ReleaseAsync(received, CancellationToken.None).ConfigureAwait(false);
            givingBack.Over();
        }
        catch (Exception error)
        {
            givingBack.Met(error);
        }
    }

    /// <summary>Only of those that have had theirs for a while: most are decided long before.</summary>
    public async Task RenewAsync(CancellationToken stopping)
    {
        await Task.Delay(options.Lease / 6, time, stopping).ConfigureAwait(false);
        List<HeldItem> due;
        lock (_lock)
        {
            due = [.. _held.Where(item => time.GetElapsedTime(item.LeasedAt) > options.Lease / 4)];
        }

        if (due.Count > 0)
        {
            var now = time.GetTimestamp();
            await stream.ExtendAsync([.. due.Select(item => item.Received!)], options.Lease, stopping).ConfigureAwait(false);
            due.ForEach(item => item.LeasedAt = now);
        }
    }
}
