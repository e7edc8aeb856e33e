namespace Coop.Engine.Flow;

/// <summary>
/// Room for what is being read, parsed and checked, in bytes of its bodies, from before the first byte is read until its items are stored. A body takes several times its length in memory
/// meanwhile, and a core while it is parsed; so all together have a limit, of which each organisation has its fair share, and a part of it is kept for small bodies: whatever large ones others send, a small one gets in.
/// </summary>
internal sealed class Arrivals(FlowOptions options, TimeProvider time, IFlowLog log)
{
    /// <summary>The part that only small ones get.</summary>
    private const int KeptPart = 4;

    /// <summary>What an organisation may have in that part.</summary>
    private const int SmallPart = 256;

    /// <summary>A body that waits is not in memory yet, so it may wait longer than an answer that is only held back.</summary>
    private const int WaitTimes = 10;

    /// <summary>So long nothing must have been refused before it is said to be over: under a flood some get in and some do not.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, ArrivingOrg> _orgs = new(StringComparer.Ordinal);
    private readonly LinkedList<Wish> _wishes = new();
    private long _large;
    private long _small;

    /// <summary>Of all that is being read at once, how much an organisation can have at most.</summary>
    public long Most => options.ArrivingBytes - Kept;

    public TimeSpan LongestWait => options.SlowDown * WaitTimes;

    private long Kept => options.ArrivingBytes / KeptPart;

    /// <returns>Null when there was no room for so long.</returns>
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

    /// <summary>What refuses nobody any more is told so.</summary>
    public void Settle()
    {
        lock (_lock)
        {
            foreach (var org in _orgs.Values.Where(org => org.Refused > 0 && time.GetElapsedTime(org.RefusedAt) >= Quiet).ToList())
            {
                log.ArrivingAgain(org.OrgId, org.Refused);
                org.Refused = 0;
                Forget(org);
            }
        }
    }

    internal async ValueTask<bool> GrowAsync(Arrival arrival, long bytes, CancellationToken cancellationToken)
    {
        LinkedListNode<Wish> node;
        lock (_lock)
        {
            if (TryPlace(arrival, bytes))
            {
                return true;
            }

            node = _wishes.AddLast(new Wish(arrival, bytes, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)));
        }

        try
        {
            await node.Value.Granted.Task.WaitAsync(LongestWait, time, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception ended) when (ended is TimeoutException or OperationCanceledException)
        {
            lock (_lock)
            {
                // What came at the last moment is given back with the rest of it when its sender is gone.
                var isIn = node.Value.Granted.Task.IsCompleted;
                if (!isIn)
                {
                    _wishes.Remove(node);
                }

                if (ended is OperationCanceledException)
                {
                    throw;
                }

                if (!isIn)
                {
                    Refuse(arrival.Org);
                }

                return isIn;
            }
        }
    }

    internal void Leave(Arrival arrival)
    {
        lock (_lock)
        {
            Place(arrival, 0, 0);
            arrival.Org.Present--;
            Forget(arrival.Org);
            for (var node = _wishes.First; node is not null;)
            {
                var next = node.Next;
                if (TryPlace(node.Value.Arrival, node.Value.Bytes))
                {
                    _wishes.Remove(node);
                    node.Value.Granted.SetResult();
                }

                node = next;
            }
        }
    }

    /// <summary>As if it had nothing yet: what was small may have to stand among the large ones now.</summary>
    private bool TryPlace(Arrival arrival, long bytes)
    {
        var org = arrival.Org;
        if (bytes <= FairShare.Room(Most, _large - arrival.Large, org.Large - arrival.Large))
        {
            Place(arrival, bytes, 0);
            return true;
        }

        if (bytes <= Kept - (_small - arrival.Small) && bytes <= (options.ArrivingBytes / SmallPart) - (org.Small - arrival.Small))
        {
            Place(arrival, 0, bytes);
            return true;
        }

        return false;
    }

    private void Place(Arrival arrival, long large, long small)
    {
        var (moreLarge, moreSmall) = (large - arrival.Large, small - arrival.Small);
        _large += moreLarge;
        _small += moreSmall;
        arrival.Org.Large += moreLarge;
        arrival.Org.Small += moreSmall;
        (arrival.Large, arrival.Small) = (large, small);
    }

    private void Refuse(ArrivingOrg org)
    {
        org.RefusedAt = time.GetTimestamp();
        if (org.Refused++ == 0)
        {
            log.TooMuchArriving(org.OrgId, org.Large + org.Small, _large + _small);
        }
    }

    private void Forget(ArrivingOrg org)
    {
        if (org.Present == 0 && org.Refused == 0)
        {
            _orgs.Remove(org.OrgId);
        }
    }

    private sealed record Wish(Arrival Arrival, long Bytes, TaskCompletionSource Granted);
}

/// <summary>What one organisation has of the room for arrivals. Guarded by the lock of <see cref="Arrivals"/>.</summary>
internal sealed class ArrivingOrg(string orgId)
{
    public string OrgId => orgId;

    /// <summary>Requests that are in or wait to be.</summary>
    public int Present { get; set; }

    public long Large { get; set; }

    public long Small { get; set; }

    /// <summary>Since it was last said that it is over.</summary>
    public int Refused { get; set; }

    public long RefusedAt { get; set; }
}
