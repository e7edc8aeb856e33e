namespace Coop.Engine.Flow;

/// <summary>
/// Whose turn it is to bring in something that is larger than what is left. Whoever leaves lets requests in at once, items on the queue come with the receiver, who looks later: without turns
/// each request that waits would come before them. Guarded by the lock of <see cref="Turns"/>.
/// </summary>
internal sealed class OnTop
{
    private readonly List<OrgLane> _queued = [];

    // An item on the queue had the last turn: a request may have one before the next.
    private bool _isRequests;

    /// <summary>Whether a request may have it.</summary>
    public bool IsForRequests => _isRequests || First is null;

    // One whose item somebody else took, or that is gone, holds up nobody.
    private OrgLane? First
    {
        get
        {
            while (_queued is [{ Unclaimed: 0 } gone, ..])
            {
                Leave(gone);
            }

            return _queued is [var first, ..] ? first : null;
        }
    }

    /// <param name="isFirst">Whether it may have it when nobody stands in line.</param>
    public bool IsFor(OrgLane lane, bool isFirst) => First is { } first ? first == lane : isFirst;

    /// <summary>The organisation's items on the queue found nothing left.</summary>
    public void LineUp(OrgLane lane)
    {
        if (!lane.IsInLine)
        {
            lane.IsInLine = true;
            _queued.Add(lane);
        }
    }

    /// <summary>It needs no turn any more.</summary>
    public void Leave(OrgLane lane)
    {
        if (lane.IsInLine)
        {
            lane.IsInLine = false;
            _queued.Remove(lane);
        }
    }

    public void QueueHadIt(OrgLane lane)
    {
        _isRequests |= lane.IsInLine;
        Leave(lane);
    }

    public void RequestHadIt() => _isRequests = false;
}
