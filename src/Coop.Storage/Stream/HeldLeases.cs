using System.Collections.Concurrent;
using Coop.Engine.Flow;

namespace Coop.Storage.Stream;

/// <summary>
/// The leases of this process by its own, steady clock: the wall clock may be set at any time, and must neither take an item from who is at it nor keep one from everybody.
/// </summary>
internal sealed class HeldLeases(TimeProvider time)
{
    // Clocks are corrected by less than this all the time.
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<long, (long Fence, long Began, TimeSpan Lease)> _held = new();
    private readonly Lock _lock = new();
    private DateTimeOffset _wall = time.GetUtcNow();
    private long _steady = time.GetTimestamp();
    private long? _stepped;

    public void Add(IReadOnlyCollection<StreamItem> items, long began, TimeSpan lease)
    {
        foreach (var item in items)
        {
            _held[item.Sequence] = (item.Fence, began, lease);
        }
    }

    public void Prolong(IReadOnlyCollection<StreamItem> items, long began, TimeSpan lease)
    {
        foreach (var item in items)
        {
            if (_held.TryGetValue(item.Sequence, out var held) && held.Fence == item.Fence)
            {
                _held.TryUpdate(item.Sequence, (item.Fence, began, lease), held);
            }
        }
    }

    public void Remove(IReadOnlyCollection<StreamItem> items)
    {
        foreach (var item in items)
        {
            if (_held.TryGetValue(item.Sequence, out var held) && held.Fence == item.Fence)
            {
                _held.TryRemove(KeyValuePair.Create(item.Sequence, held));
            }
        }
    }

    public bool Holds(long sequence) => _held.TryGetValue(sequence, out var held) && time.GetElapsedTime(held.Began) < held.Lease;

    /// <summary>
    /// False for the time of a lease after the wall clock was set: the leases of other processes are in the old time until their holders, who are at work, have prolonged them.
    /// </summary>
    public bool IsClockSettled(TimeSpan lease)
    {
        lock (_lock)
        {
            var (wall, steady) = (time.GetUtcNow(), time.GetTimestamp());
            if ((wall - _wall - time.GetElapsedTime(_steady, steady)).Duration() > Step)
            {
                _stepped = steady;
            }

            (_wall, _steady) = (wall, steady);
            return _stepped is not { } stepped || time.GetElapsedTime(stepped, steady) >= lease;
        }
    }
}
