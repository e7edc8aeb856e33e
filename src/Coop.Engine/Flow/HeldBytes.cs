namespace Coop.Engine.Flow;

/// <summary>How the bytes that items may take in memory are divided among organisations, and who has them. Guarded by the lock of <see cref="Turns"/>.</summary>
/// <param name="all">Of them a part is kept for organisations that hold little.</param>
internal sealed class HeldBytes(long all)
{
    /// <summary>The part that only those get that hold little.</summary>
    private const int KeptPart = 4;

    /// <summary>What is little.</summary>
    private const int SmallPart = 256;

    private readonly long _kept = all / KeptPart;
    private readonly long _small = all / SmallPart;
    private long _usedLarge;
    private long _usedSmall;

    /// <summary>Left for those that hold much. What those that hold little have beyond the part that is kept for them is taken from it.</summary>
    private long Left => all - _kept - _usedLarge - Math.Max(0, _usedSmall - _kept);

    /// <summary>False as long as something is in that came on top: nothing else brings more than is left.</summary>
    public bool IsWithin => Left >= 0;

    /// <summary>
    /// Whether something may be brought in whatever its size: it would never find room otherwise. As soon as one is in that is too large nobody else does so, nor while it is not known yet how large
    /// it is; so it is never more than one that comes on top.
    /// </summary>
    public bool TakesAny => IsWithin && !IsAnyOut;

    /// <summary>Whether somebody is bringing in something whose size is not known yet.</summary>
    public bool IsAnyOut { get; set; }

    /// <summary>An organisation that holds nothing may have all that is left, one that holds something must leave as much to others as it has; and little finds room in the part that is kept.</summary>
    /// <returns>How much more it may have; zero or less for nothing.</returns>
    public long RoomFor(OrgLane lane)
    {
        var asLarge = Left - lane.Bytes;
        return IsSmall(lane) ? Math.Max(asLarge, Math.Min(_small - lane.Bytes, _kept - _usedSmall)) : asLarge;
    }

    public void Add(OrgLane lane, long bytes)
    {
        Count(lane, -1);
        lane.Bytes += bytes;
        Count(lane, 1);
    }

    private bool IsSmall(OrgLane lane) => lane.Bytes <= _small;

    private void Count(OrgLane lane, int sign)
    {
        if (IsSmall(lane))
        {
            _usedSmall += sign * lane.Bytes;
        }
        else
        {
            _usedLarge += sign * lane.Bytes;
        }
    }
}
