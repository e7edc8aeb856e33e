namespace Coop.Engine.Flow;

/// <summary>
/// Room for what is being read, parsed and checked, in bytes of its bodies, from before the first byte is read until its items are stored. A body takes several times its length in memory
/// meanwhile, and a core while it is parsed; so all together have a limit, of which each organisation has its fair share, and a part of it is kept for small bodies: whatever large ones others send, a small one gets in.
/// Who finds no room waits for it, organisations by turns. What becomes free is kept for the one whose turn it is, however much it wants: else those that want little would always be before it.
/// </summary>
internal sealed class Arrivals(FlowOptions options, TimeProvider time, IFlowLog log)
{
    /// <summary>All that may wait at once. A sender that waits is no body in memory, but a connection and a request.</summary>
    internal const int MostWaiting = 1024;

    /// <summary>A body that waits is not in memory yet, so it may wait longer than an answer that is only held back.</summary>
    private const int WaitTimes = 10;

    /// <summary>What does not become free meanwhile, because its senders are slow, is not waited for at the others' expense: the next one has its turn.</summary>
    private const int TurnsInWait = 5;

    /// <summary>So long nothing must have been refused before it is said to be over: under a flood some get in and some do not.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, ArrivingOrg> _orgs = new(StringComparer.Ordinal);
    private readonly ArrivalRoom _room = new(options.ArrivingBytes);
    private readonly ArrivalTurns _large = new();
    private readonly ArrivalTurns _small = new();
    private int _waiting;
    private ArrivalWish? _next;
    private long _nextSince;

    public TimeSpan LongestWait => options.SlowDown * WaitTimes;

    private TimeSpan Turn => LongestWait / TurnsInWait;

    /// <returns>Null when there was no room for so long, or too many wait for it already.</returns>
    public async ValueTask<Arrival?> EnterAsync(string orgId, long bytes, CancellationToken cancellationToken)
    {
        ArrivingOrg org;
        lock (_lock)
        {
            if (!_orgs.TryGetValue(orgId, out org!))
            {
                _orgs.Add(orgId, org = new ArrivingOrg(orgId));
            }

            org.Present++;
        }

        var arrival = new Arrival(this, org);
        var isIn = false;
        try
        {
            isIn = await arrival.GrowAsync(bytes, cancellationToken).ConfigureAwait(false);
            return isIn ? arrival : null;
        }
        finally
        {
            if (!isIn)
            {
                arrival.Dispose();
            }
        }
    }

    internal Sayings<IFlowLog> Sayings { get; } = new(log);

    /// <summary>What refuses nobody any more is told so.</summary>
    public void Settle()
    {
        lock (_lock)
        {
            foreach (var org in _orgs.Values.Where(org => org.Refused > 0 && time.GetElapsedTime(org.RefusedAt) >= Quiet).ToList())
            {
                var (orgId, refused) = (org.OrgId, org.Refused);
                Sayings.Note(log => log.ArrivingAgain(orgId, refused));
                org.Refused = 0;
                Forget(org);
            }
        }

        Sayings.Say();
    }

    internal ValueTask<bool> GrowAsync(Arrival arrival, long bytes, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_waiting == 0 && _room.TryPlace(arrival, bytes))
            {
                return new(true);
            }

            if (FairShare.Room(MostWaiting, _waiting, arrival.Org.Waiting) > 0)
            {
                var wish = new ArrivalWish(arrival, bytes);
                Add(wish);
                GiveRoom();
                return wish.Granted.IsCompleted ? new(true) : new(WaitAsync(wish, cancellationToken));
            }

            Refuse(arrival.Org);
        }

        Sayings.Say();
        return new(false);
    }

    internal void Leave(Arrival arrival)
    {
        lock (_lock)
        {
            _room.Place(arrival, 0, 0);
            arrival.Org.Present--;
            Forget(arrival.Org);
            GiveRoom();
        }
    }

    private async Task<bool> WaitAsync(ArrivalWish wish, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            try
            {
                await wish.Granted.WaitAsync(Turn, time, cancellationToken).ConfigureAwait(false);
                return true;
            }
            catch (TimeoutException)
            {
                if (IsSettled(wish, isOver: time.GetElapsedTime(began) >= LongestWait))
                {
                    Sayings.Say();
                    return wish.Granted.IsCompleted;
                }
            }
            catch (OperationCanceledException)
            {
                // What came at the last moment is given back with the rest of it.
                GoAway(wish);
                throw;
            }
        }
    }

    private bool IsSettled(ArrivalWish wish, bool isOver)
    {
        lock (_lock)
        {
            // By now it may be another one's turn, which may be this one.
            GiveRoom();
            if (wish.Granted.IsCompleted || !isOver)
            {
                return wish.Granted.IsCompleted;
            }

            Remove(wish);
            Refuse(wish.Org);
            GiveRoom();
            return true;
        }
    }

    private void GoAway(ArrivalWish wish)
    {
        lock (_lock)
        {
            if (!wish.Granted.IsCompleted)
            {
                Remove(wish);
                GiveRoom();
            }
        }
    }

    private void GiveRoom()
    {
        if (_waiting == 0)
        {
            return;
        }

        while (_small.Find(_room.WaitsForOthersSmall) is { } wish && _room.TryPlaceSmall(wish.Arrival, wish.Bytes))
        {
            Grant(wish);
        }

        while (_large.Find(_room.WaitsForOthersLarge) is { } wish)
        {
            if (_room.TryPlaceLarge(wish.Arrival, wish.Bytes))
            {
                Grant(wish);
            }
            else if (wish != _next)
            {
                (_next, _nextSince) = (wish, time.GetTimestamp());
                return;
            }
            else if (time.GetElapsedTime(_nextSince) < Turn)
            {
                return;
            }
            else
            {
                _large.ToTheEnd(wish.Org);
                _next = null;
            }
        }
    }

    private void Grant(ArrivalWish wish)
    {
        Remove(wish);
        _small.ToTheEnd(wish.Org);
        _large.ToTheEnd(wish.Org);
        wish.Grant();
    }

    private void Add(ArrivalWish wish)
    {
        _waiting++;
        wish.Org.Waiting++;
        _large.Add(wish);
        if (_room.IsSmall(wish.Bytes))
        {
            _small.Add(wish);
        }
    }

    private void Remove(ArrivalWish wish)
    {
        _waiting--;
        wish.Org.Waiting--;
        _large.Remove(wish);
        _small.Remove(wish);
        _next = wish == _next ? null : _next;
    }

    private void Refuse(ArrivingOrg org)
    {
        org.RefusedAt = time.GetTimestamp();
        if (org.Refused++ == 0)
        {
            var (orgId, mine, all) = (org.OrgId, org.Large + org.Small, _room.Used);
            Sayings.Note(log => log.TooMuchArriving(orgId, mine, all));
        }
    }

    private void Forget(ArrivingOrg org)
    {
        if (org.Present == 0 && org.Refused == 0)
        {
            _orgs.Remove(org.OrgId);
        }
    }
}
