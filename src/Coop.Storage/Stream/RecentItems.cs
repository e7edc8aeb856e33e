using System.Diagnostics.CodeAnalysis;
using Coop.Engine.Flow;
using Coop.Engine.Submissions;

namespace Coop.Storage.Stream;

/// <summary>What this process appended and will most likely receive soon, so that it need not be read and made again. Bounded: the oldest make room, and are read from the disk when they are received.</summary>
internal sealed class RecentItems
{
    private const long MostBytes = 64 * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<long, Submission> _kept = [];
    private readonly Queue<long> _order = new();
    private long _bytes;

    public void Keep(IReadOnlyCollection<StreamItem> items)
    {
        lock (_lock)
        {
            foreach (var item in items)
            {
                _kept.Add(item.Sequence, item.Submission);
                _order.Enqueue(item.Sequence);
                _bytes += item.Submission.Size;
            }

            while (_order.TryPeek(out var oldest) && (_bytes > MostBytes || !_kept.ContainsKey(oldest)))
            {
                Remove(_order.Dequeue());
            }
        }
    }

    public bool TryTake(long sequence, [NotNullWhen(true)] out Submission? submission)
    {
        lock (_lock)
        {
            submission = _kept.GetValueOrDefault(sequence);
            Remove(sequence);
            return submission is not null;
        }
    }

    private void Remove(long sequence)
    {
        if (_kept.Remove(sequence, out var submission))
        {
            _bytes -= submission.Size;
        }
    }
}
