namespace Coop.Engine.Flow;

/// <summary>Places in memory kept for items that are being appended or received. What is not filled is free again at the end.</summary>
/// <param name="takesAny">Whether one item may be put into it whatever its size.</param>
internal sealed class Room(Turns turns, OrgLane lane, int places, long bytes, bool takesAny) : IDisposable
{
    public OrgLane Lane => lane;

    public int Places { get; private set; } = places;

    public long Bytes { get; private set; } = bytes;

    public bool TakesAny => takesAny;

    /// <returns>False when nothing is begun any more, because the server stops: they have to be given back.</returns>
    public bool TryFill(IReadOnlyCollection<HeldItem> items)
    {
        var bytes = items.Sum(item => item.Bytes);
        // An item may be larger than what was kept for it.
        var more = Math.Max(0, bytes - Bytes);
        if (!turns.TryAdd(lane, items, more))
        {
            return false;
        }

        Places -= items.Count;
        Bytes += more - bytes;
        return true;
    }

    /// <summary>One place goes to an item that is begun at once.</summary>
    public void Use(HeldItem item)
    {
        Places--;
        Bytes -= item.Bytes;
    }

    public void Dispose()
    {
        if (Places != 0 || Bytes != 0 || takesAny)
        {
            turns.Free(lane, Places, Bytes, takesAny);
            (Places, Bytes, takesAny) = (0, 0, false);
        }
    }
}

/// <summary>Somebody who waits for room.</summary>
/// <param name="IsAwaited">Somebody waits for the decisions as well: they need not line up behind what waits on the queue.</param>
/// <param name="HadTurn">Whether it was its turn from the moment it came.</param>
internal sealed record RoomWish(int Places, long Bytes, bool IsAwaited, bool HadTurn, TaskCompletionSource<Room> Granted);
