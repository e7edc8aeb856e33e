namespace Coop.Engine.Flow;

/// <summary>One organisation's items in this process. Guarded by the lock of <see cref="Turns"/>.</summary>
internal sealed class OrgLane(string orgId, TimeProvider time)
{
    private readonly Queue<HeldItem> _awaited = new();
    private readonly Queue<HeldItem> _others = new();
    private bool _othersNext;

    public string OrgId => orgId;

    /// <summary>Waiting here for a thinker.</summary>
    public int Waiting => _awaited.Count + _others.Count;

    /// <summary>Being evaluated.</summary>
    public int Begun { get; set; }

    /// <summary>Of them, those that do not give their threads back.</summary>
    public int Stuck { get; set; }

    /// <summary>All in memory, places kept for what is just being appended included.</summary>
    public int Held { get; set; }

    /// <summary>That they take in memory, about. Changed by <see cref="HeldBytes"/> alone.</summary>
    public long Bytes { get; set; }

    /// <summary>Items on the queue that nobody holds and that may be received now, as far as known. As long as there are any, younger ones line up behind them.</summary>
    public int Unclaimed { get; set; }

    /// <summary>Bytes that the next of them takes in memory, if it was left because it is too large; 0 as long as nobody knows.</summary>
    public long NextSize { get; set; }

    /// <summary>Whether it stands in line to bring in one of them whatever its size. Changed by <see cref="OnTop"/> alone.</summary>
    public bool IsInLine { get; set; }

    /// <summary>Whether the next of them found no room, for what the organisation holds itself.</summary>
    public bool LacksRoom { get; set; }

    /// <summary>Places that its items on the queue have had before its requests had as many: none, and it is the queue's turn; as many as the next request wants, and it is that one's.</summary>
    public int QueueTook { get; set; }

    /// <summary>All of the organisation's items without a decision, as far as known, whoever holds them.</summary>
    public int Backlog { get; set; }

    /// <summary>Whether it stands in the ring of those that have something to begin and may begin it.</summary>
    public bool InRing { get; set; }

    /// <summary>Whether it stands among those that look for room each time somebody leaves.</summary>
    public bool IsWaiting { get; set; }

    public Pace Pace { get; } = new(time);

    /// <summary>Seconds one item takes a thinker.</summary>
    public double Cost { get; private set; } = 0.0005;

    /// <summary>Those who wait for room, in the order they came.</summary>
    public LinkedList<RoomWish> Wishes { get; } = new();

    public void Add(HeldItem item) => (item.Answer is null ? _others : _awaited).Enqueue(item);

    /// <summary>Those that somebody waits for and the others take turns, so that neither keeps the other from getting on.</summary>
    public HeldItem Take()
    {
        var others = _awaited.Count == 0 || (_othersNext && _others.Count > 0);
        _othersNext = !others;
        return (others ? _others : _awaited).Dequeue();
    }

    /// <summary>What was not begun, oldest first.</summary>
    public IReadOnlyList<HeldItem> Clear()
    {
        List<HeldItem> left = [.. _awaited, .. _others];
        _awaited.Clear();
        _others.Clear();
        return left;
    }

    public void Took(int items, TimeSpan elapsed) => Cost += ((elapsed.TotalSeconds / items) - Cost) / 8;
}
