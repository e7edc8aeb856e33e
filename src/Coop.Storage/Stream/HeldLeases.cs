using System.Collections.Concurrent;
using Coop.Engine.Flow;

namespace Coop.Storage.Stream;

/// <summary>
/// The leases of this process by its own, steady clock: the wall clock may be set at any time, and must neither take an item from who is at it nor keep one from everybody.
/// And by its own word: a lease that could not be written, because nothing could, is one all the same in here.
/// </summary>
internal sealed class HeldLeases(TimeProvider time)
{
    // Clocks are corrected by less than this all the time.
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<long, Held> _held = new();
    private readonly Lock _lock = new();
    private DateTimeOffset _wall = time.GetUtcNow();
    private long _steady = time.GetTimestamp();
    private long? _stepped;

    public void Add(IReadOnlyCollection<StreamItem> items, long began, TimeSpan lease)
    {
        foreach (var item in items)
        {
            _held[item.Sequence] = new Held(item.Fence, item.IsSuspect, began, lease);
        }
    }

    public void Prolong(IReadOnlyCollection<StreamItem> items, long began, TimeSpan lease)
    {
        foreach (var item in items)
        {
            if (_held.TryGetValue(item.Sequence, out var held) && held.Fence == item.Fence)
            {
                _held.TryUpdate(item.Sequence, held with { Began = began, Lease = lease }, held);
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

    /// <param name="fence">As it is on the disk: another one than ours is of a holder that came after.</param>
    public bool Holds(long sequence, long fence) =>
        _held.TryGetValue(sequence, out var held) && held.Fence == fence && time.GetElapsedTime(held.Began) < held.Lease;

    /// <summary>
    /// Whether nothing speaks against an item that was not given back: its holder was this process, which is alive and could not write that it let go of it. One that was a
    /// suspect before stays one.
    /// </summary>
    public bool IsInnocent(long sequence, long fence) => _held.TryGetValue(sequence, out var held) && held.Fence == fence && !held.IsSuspect;

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

    private readonly record struct Held(long Fence, bool IsSuspect, long Began, TimeSpan Lease);
}
