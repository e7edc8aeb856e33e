namespace Coop.Engine.Flow;

/// <summary>Who waits for one part of the room: organisations by turns, and inside one whoever came first. Guarded by the lock of <see cref="Arrivals"/>.</summary>
internal sealed class ArrivalTurns
{
    private readonly LinkedList<Line> _lines = new();
    private readonly Dictionary<ArrivingOrg, LinkedListNode<Line>> _byOrg = [];
    private readonly Dictionary<ArrivalWish, LinkedListNode<ArrivalWish>> _byWish = [];

    public void Add(ArrivalWish wish)
    {
        if (!_byOrg.TryGetValue(wish.Org, out var line))
        {
            _byOrg.Add(wish.Org, line = _lines.AddLast(new Line(new LinkedList<ArrivalWish>())));
        }

        _byWish.Add(wish, line.Value.Wishes.AddLast(wish));
    }

    public void Remove(ArrivalWish wish)
    {
        if (!_byWish.Remove(wish, out var node))
        {
            return;
        }

        var line = _byOrg[wish.Org];
        line.Value.Wishes.Remove(node);
        if (line.Value.Wishes.Count == 0)
        {
            _byOrg.Remove(wish.Org);
            _lines.Remove(line);
        }
    }

    /// <summary>It had its turn.</summary>
    public void ToTheEnd(ArrivingOrg org)
    {
        if (_byOrg.TryGetValue(org, out var line))
        {
            _lines.Remove(line);
            _lines.AddLast(line);
        }
    }

    /// <summary>The next of each organisation, in the order of their turns, up to the first that <paramref name="isWanted"/> takes.</summary>
    public ArrivalWish? Find(Func<ArrivalWish, bool> isWanted)
    {
        foreach (var line in _lines)
        {
            if (line.Wishes.First!.Value is var first && isWanted(first))
            {
                return first;
            }
        }

        return null;
    }

    private sealed record Line(LinkedList<ArrivalWish> Wishes);
}
