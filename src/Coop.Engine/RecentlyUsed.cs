using System.Diagnostics.CodeAnalysis;

namespace Coop.Engine;

/// <summary>Keeps what was used last, up to a size. What has been left alone for longest goes first, and no more of it than what comes needs room.</summary>
/// <param name="most">The sum of the sizes. What is larger by itself is kept alone.</param>
public sealed class RecentlyUsed<TKey, TValue>(long most)
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, LinkedListNode<Entry>> _byKey = [];
    private readonly LinkedList<Entry> _latestFirst = new();
    private long _size;

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        lock (_lock)
        {
            if (!_byKey.TryGetValue(key, out var node))
            {
                value = default;
                return false;
            }

            _latestFirst.Remove(node);
            _latestFirst.AddFirst(node);
            value = node.Value.Value;
            return true;
        }
    }

    public void Keep(TKey key, TValue value, long size = 1)
    {
        lock (_lock)
        {
            if (_byKey.TryGetValue(key, out var before))
            {
                Forget(before);
            }

            _byKey[key] = _latestFirst.AddFirst(new Entry(key, value, size));
            _size += size;
            while (_size > most && _latestFirst.Last is { } last && last != _latestFirst.First)
            {
                Forget(last);
            }
        }
    }

    private void Forget(LinkedListNode<Entry> node)
    {
        _latestFirst.Remove(node);
        _byKey.Remove(node.Value.Key);
        _size -= node.Value.Size;
    }

    private sealed record Entry(TKey Key, TValue Value, long Size);
}
