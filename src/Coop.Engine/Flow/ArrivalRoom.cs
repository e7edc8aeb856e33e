namespace Coop.Engine.Flow;

/// <summary>How the bytes that may be in at once are divided, and who has them. Guarded by the lock of <see cref="Arrivals"/>.</summary>
/// <param name="all">Of them a part is kept for small bodies.</param>
internal sealed class ArrivalRoom(long all)
{
    /// <summary>The part that only small ones get.</summary>
    private const int KeptPart = 4;

    /// <summary>What an organisation may have in that part.</summary>
    private const int SmallPart = 256;

    private readonly long _kept = all / KeptPart;
    private readonly long _small = all / SmallPart;
    private long _usedLarge;
    private long _usedSmall;

    /// <summary>How much an organisation can have at most.</summary>
    public long Most => all - _kept;

    public long Used => _usedLarge + _usedSmall;

    public bool IsSmall(long bytes) => bytes <= _small;

    /// <summary>As if it had nothing yet: what was small may have to stand among the large ones now.</summary>
    public bool TryPlace(Arrival arrival, long bytes) => TryPlaceLarge(arrival, bytes) || TryPlaceSmall(arrival, bytes);

    /// <summary>
    /// The first body of an organisation may have whatever is free, a further one only as long as at least as much stays free as it has then. So beside one organisation, whatever it
    /// sends, half is left: two of the largest size must fit.
    /// </summary>
    public bool TryPlaceLarge(Arrival arrival, long bytes) => Wanted(arrival, bytes) <= Most - (_usedLarge - arrival.Org.Large) && Place(arrival, bytes, 0);

    public bool TryPlaceSmall(Arrival arrival, long bytes) =>
        bytes <= _kept - (_usedSmall - arrival.Small) && bytes <= MineOfSmall(arrival) && Place(arrival, 0, bytes);

    /// <summary>False when what its own organisation has is enough to keep it out: then it waits for that, and takes nobody's turn.</summary>
    public bool WaitsForOthersLarge(ArrivalWish wish) => Wanted(wish.Arrival, wish.Bytes) <= Most;

    public bool WaitsForOthersSmall(ArrivalWish wish) => wish.Bytes <= MineOfSmall(wish.Arrival);

    public bool Place(Arrival arrival, long large, long small)
    {
        var (moreLarge, moreSmall) = (large - arrival.Large, small - arrival.Small);
        _usedLarge += moreLarge;
        _usedSmall += moreSmall;
        arrival.Org.Large += moreLarge;
        arrival.Org.Small += moreSmall;
        (arrival.Large, arrival.Small) = (large, small);
        return true;
    }

    private static long Wanted(Arrival arrival, long bytes) => arrival.Org.Large - arrival.Large is > 0 and var mine ? 2 * (mine + bytes) : bytes;

    private long MineOfSmall(Arrival arrival) => _small - (arrival.Org.Small - arrival.Small);
}
