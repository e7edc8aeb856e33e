using System.Diagnostics.CodeAnalysis;
using Coop.Engine.Flow;
using Coop.Engine.Submissions;

namespace Coop.Storage.Stream;

/// <summary>What this process appended and will most likely receive soon, so that it need not be read and made again. Bounded: the oldest make room, and are read from the disk when they are received.</summary>
internal sealed class RecentItems
{
    private const long MostBytes = 64 * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<long, LinkedListNode<StreamItem>> _kept = [];
    private readonly LinkedList<StreamItem> _order = new();
    private long _bytes;

    public void Keep(IReadOnlyCollection<StreamItem> items)
    {
        lock (_lock)
        {
            foreach (var item in items)
            {
                _kept.Add(item.Sequence, _order.AddLast(item));
                _bytes += item.Submission.Size;
            }

            while (_bytes > MostBytes && _order.First is { } oldest)
            {
                Remove(oldest);
            }
        }
    }

    public bool TryTake(long sequence, [NotNullWhen(true)] out Submission? submission)
    {
        lock (_lock)
        {
            submission = null;
            if (_kept.TryGetValue(sequence, out var node))
            {
                submission = node.Value.Submission;
                Remove(node);
            }

            return submission is not null;
        }
    }

    private void Remove(LinkedListNode<StreamItem> node)
    {
        _order.Remove(node);
        _kept.Remove(node.Value.Sequence);
        _bytes -= node.Value.Submission.Size;
    }
}
