namespace Coop.Engine.Flow;

/// <summary>Room in memory for items, given to each organisation in the order it was asked for.</summary>
internal sealed partial class Turns
{
    /// <summary>Seconds' worth of an organisation's items that are held in memory, so that thinkers never wait for the disk; more would only be renewed and never begun.</summary>
    private const double HeldSeconds = 2;

    private const int LeastHeld = 256;

    /// <summary>The part of the places that each organisation may have in any case, whatever others hold.</summary>
    private const int LittlePart = 32;

    // How many of them look again each time that somebody leaves: leaving happens for every request.
    private const int LookAtLeave = 4;

    // Those who wait may lack the room that all share: whoever leaves makes it for others too.
    private readonly Queue<OrgLane> _waiting = new();

    private readonly HeldBytes _bytes = new(options.InMemoryBytes);
    private readonly OnTop _onTop = new();

    private int _held;

    // Somebody's items wait on the queue for want of bytes that others have.
    private bool _isShort;

    /// <summary>Rung when there is room again for items that wait on the queue.</summary>
    public Bell Roomy { get; } = new();

    /// <summary>Waits for room in the order of arrival; null when there was none for so long.</summary>
    /// <param name="isAwaited">Somebody waits for the decisions: they need not line up behind what waits on the queue.</param>
    public async ValueTask<Room?> ReserveAsync(string orgId, int places, long bytes, bool isAwaited, TimeSpan most, CancellationToken cancellationToken)
    {
        OrgLane lane;
        RoomWish wish;
        LinkedListNode<RoomWish> node;
        lock (_lock)
        {
            lane = LaneOf(orgId);
            wish = new RoomWish(places, bytes, isAwaited, HasTurn(lane, places), new TaskCompletionSource<Room>(TaskCreationOptions.RunContinuationsAsynchronously));
            if (lane.Wishes.Count == 0 && Fits(lane, wish))
            {
                return TakeFor(lane, wish);
            }

            if (most <= TimeSpan.Zero)
            {
                return null;
            }

            node = lane.Wishes.AddLast(wish);
            Wait(lane);
        }

        try
        {
            return await wish.Granted.Task.WaitAsync(most, time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception ended) when (ended is TimeoutException or OperationCanceledException)
        {
            lock (_lock)
            {
                if (!wish.Granted.Task.IsCompleted)
                {
                    if (isAwaited && wish.HadTurn && lane.Wishes.First == node)
                    {
                        // Its turn is over, and the queue has not come meanwhile. A turn that began while it waited is still the next one's.
                        lane.QueueTook = 0;
                        Roomy.Ring();
                    }

                    lane.Wishes.Remove(node);
                    // Whoever stood behind it may need less.
                    Grant(lane);
                    if (ended is OperationCanceledException)
                    {
                        throw;
                    }

                    return null;
                }
            }

            // It came at the last moment.
            var room = await wish.Granted.Task.ConfigureAwait(false);
            if (cancellationToken.IsCancellationRequested)
            {
                room.Dispose();
                throw;
            }

            return room;
        }
    }

    /// <summary>As much room as there is, at most so much; for items that wait on the queue.</summary>
    /// <param name="isFirst">True for one organisation at a time. It may bring in one of its items whatever its size, unless others stand in line for that.</param>
    /// <returns>Without a place when there is none, or it is known that the next item does not fit: asking the queue again and again would be in vain.</returns>
    public Room ReserveUpTo(string orgId, int most, long mostBytes, bool isFirst)
    {
        lock (_lock)
        {
            var lane = LaneOf(orgId);
            if (lane.Held > 0 && !lane.IsInLine && lane.Wishes.First is { Value: { IsAwaited: true } next } && HasTurn(lane, next.Places))
            {
                // It would take place for place, and a request of several never find as many free.
                return Take(lane, 0, 0);
            }

            var left = _bytes.RoomFor(lane);
            // One that stood in line has its turn even if it holds much: as long as it does not, nobody else has one.
            var takesAny = _bytes.TakesAny && _onTop.IsFor(lane, isFirst) && (left >= 0 || lane.IsInLine);
            var bytes = Math.Clamp(left, 0, isFirst ? Math.Max(mostBytes, lane.NextSize) : mostBytes);
            if (!takesAny && bytes < Math.Max(1, lane.NextSize))
            {
                _isShort = true;
                // What is left is no more than it holds: its turn to be the first would be in vain, too. That is so until it has had room: as soon as there is some it is the first, whoever's turn it was.
                var lacked = lane.LacksRoom;
                lane.LacksRoom = _bytes.IsWithin && (left < 0 || lacked);
                if (!_bytes.IsWithin || (lacked && left >= 0))
                {
                    _onTop.LineUp(lane);
                }

                Grant(lane);
                return Take(lane, 0, 0);
            }

            var places = (int)Math.Clamp(PlacesFor(lane), 0, most);
            lane.LacksRoom = places == 0;
            if (places == 0)
            {
                // Of what all share: whoever leaves makes room for it.
                _isShort |= FairShare.Room(options.InMemory, _held, lane.Held) <= 0;
                if (lane.IsInLine)
                {
                    // Items of its own have to end first.
                    _onTop.Leave(lane);
                    LookAgain();
                }

                return Take(lane, 0, 0);
            }

            if (takesAny)
            {
                _bytes.IsAnyOut = true;
                _onTop.QueueHadIt(lane);
            }

            return Take(lane, places, bytes, takesAny);
        }
    }

    /// <summary>What the queue gave an organisation.</summary>
    internal void Received(OrgLane lane, OrgItems received)
    {
        lock (_lock)
        {
            lane.NextSize = received.NextSize;
            lane.QueueTook = Math.Min(LeastHeld, lane.QueueTook + received.Items.Count);
            lane.Unclaimed = received.MayBeMore ? Math.Max(0, lane.Unclaimed - received.Items.Count) : 0;
            if (received.NextSize == 0)
            {
                // Nothing was left for its size.
                _onTop.Leave(lane);
            }

            LookAgain();
        }
    }

    /// <summary>Room for what is in memory in any case: items that were received and had to be tried apart from the others.</summary>
    public Room ReserveAnyway(string orgId, int places, long bytes)
    {
        lock (_lock)
        {
            return Take(LaneOf(orgId), places, bytes);
        }
    }

    /// <param name="isAny">Whether one item might have been put into it whatever its size: that is known now.</param>
    internal void Free(OrgLane lane, int places, long bytes, bool isAny)
    {
        lock (_lock)
        {
            _bytes.IsAnyOut &= !isAny;
            Leave(lane, places, bytes, 0);
        }
    }

    /// <summary>What is known of the queue has changed: those who wait for room look again.</summary>
    internal void LookAgain()
    {
        lock (_lock)
        {
            foreach (var lane in _lanes.Values)
            {
                Grant(lane);
            }
        }
    }

    /// <summary>Whether the queue had as many places as a request wants, or as many as it may have in one turn.</summary>
    private static bool HasTurn(OrgLane lane, int places) => lane.QueueTook >= Math.Min(places, LeastHeld);

    private long PlacesFor(OrgLane lane)
    {
        var enough = Math.Max(LeastHeld, (lane.Pace.PerSecond ?? 0) * HeldSeconds);
        // A batch may be more than all the places together. Nobody else waits until it has gone: each has a few in any case, which the bytes bound.
        var room = Math.Max(FairShare.Room(options.InMemory, _held, lane.Held), (options.InMemory / LittlePart) - lane.Held);
        return Math.Min(room, (long)enough - lane.Held);
    }

    private bool Fits(OrgLane lane, RoomWish wish) =>
        // Nothing is begun any more: whoever waits is told so.
        _isClosed
        || ((lane.Unclaimed == 0 || (wish.IsAwaited && !(lane.LacksRoom && lane.QueueTook == 0)))
        // A batch of more items than there are places goes in when its organisation holds none.
        && (lane.Held == 0 || PlacesFor(lane) >= wish.Places)
        && (_bytes.RoomFor(lane) >= wish.Bytes || (lane.Held == 0 && _bytes.TakesAny && _onTop.IsForRequests)));

    private Room TakeFor(OrgLane lane, RoomWish wish)
    {
        if (_bytes.RoomFor(lane) < wish.Bytes)
        {
            _onTop.RequestHadIt();
        }

        lane.QueueTook = Math.Max(0, lane.QueueTook - wish.Places);
        return Take(lane, wish.Places, wish.Bytes);
    }

    private Room Take(OrgLane lane, int places, long bytes, bool takesAny = false)
    {
        lane.Held += places;
        _held += places;
        _bytes.Add(lane, bytes);
        lane.Pace.Note(0, lane.Held > 0 || lane.Unclaimed > 0);
        return new Room(this, lane, places, bytes, takesAny);
    }

    private void Leave(OrgLane lane, int places, long bytes, int decided)
    {
        lane.Held -= places;
        _held -= places;
        _bytes.Add(lane, -bytes);
        lane.Pace.Note(decided, lane.Held > 0 || lane.Unclaimed > 0);
        // Those who stood here before come first: whoever leaves may want the same room again and again.
        for (var looks = LookAtLeave; looks > 0 && _waiting.TryDequeue(out var waiting);)
        {
            waiting.IsWaiting = false;
            if (waiting.Wishes.Count > 0)
            {
                looks--;
                Grant(waiting);
                Wait(waiting);
            }
        }

        Grant(lane);
        if (lane.Unclaimed > 0 || _isShort)
        {
            _isShort = false;
            Roomy.Ring();
        }
    }

    private void Wait(OrgLane lane)
    {
        if (lane.Wishes.Count > 0 && !lane.IsWaiting)
        {
            lane.IsWaiting = true;
            _waiting.Enqueue(lane);
        }
    }

    private void Grant(OrgLane lane)
    {
        while (lane.Wishes.First is { Value: var wish } node && Fits(lane, wish))
        {
            lane.Wishes.Remove(node);
            wish.Granted.SetResult(TakeFor(lane, wish));
        }
    }
}
