namespace Coop.Engine.Flow;

/// <summary>Either it comes to the end of an item, or it is dismissed while it is at that item: never both, and never while it is between two.</summary>
internal sealed class Thinker
{
    private static readonly Busy Dismissed = new(null!, null!, 0);

    private Busy? _busy;
    private volatile bool _isOver;

    /// <summary>Null while it has nothing to think about.</summary>
    public Busy? Busy => Volatile.Read(ref _busy) is { } busy && busy != Dismissed ? busy : null;

    public bool IsDismissed => Volatile.Read(ref _busy) == Dismissed;

    /// <summary>Of one that only helps: it has nothing more to begin.</summary>
    public bool IsOver
    {
        get => _isOver;
        set => _isOver = value;
    }

    public void Begin(Busy busy) => Volatile.Write(ref _busy, busy);

    /// <returns>False when it was dismissed.</returns>
    public bool TryEnd(Busy busy) => Interlocked.CompareExchange(ref _busy, null, busy) == busy;

    /// <returns>False when it is not at that item any more.</returns>
    public bool TryDismiss(Busy busy) => Interlocked.CompareExchange(ref _busy, Dismissed, busy) == busy;
}

/// <param name="since">A timestamp of the monotonic clock.</param>
internal sealed class Busy(HeldItem item, Turn turn, long since)
{
    private int _goesOn;

    public HeldItem Item => item;

    public Turn Turn => turn;

    public long Since => since;

    public bool HasGoneOn => Volatile.Read(ref _goesOn) != 0;

    /// <returns>True for the first who asks.</returns>
    public bool TryGoOn() => Interlocked.Exchange(ref _goesOn, 1) == 0;
}
