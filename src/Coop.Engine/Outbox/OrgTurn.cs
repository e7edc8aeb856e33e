namespace Coop.Engine.Outbox;

/// <summary>An organisation while places are given, one by one.</summary>
/// <param name="held">What it holds already.</param>
/// <param name="hosts">How many places of each of its hosts are taken, by name; it grows with each that is given.</param>
/// <param name="perHost">How many there are of each.</param>
internal sealed class OrgTurn(string orgId, int held, IEnumerable<SendingLane> lanes, Dictionary<string, int> hosts, int perHost)
{
    private readonly Queue<SendingLane> _lanes = new(lanes);

    public string OrgId => orgId;

    public int Held { get; private set; } = held;

    /// <summary>The receiver that gets the place; null when all of them have theirs.</summary>
    public long? Next()
    {
        while (_lanes.TryDequeue(out var lane))
        {
            // Its receivers at a host share the places there: none keeps another waiting, however many of them hang.
            if (lane.Held < lane.Most && FairShare.Room(perHost, hosts[lane.Host], lane.Held) > 0)
            {
                Held++;
                hosts[lane.Host]++;
                _lanes.Enqueue(lane with { Held = lane.Held + 1 });
                return lane.Receiver;
            }
        }

        return null;
    }
}

/// <summary>A receiver whose turn comes.</summary>
/// <param name="Most">How many it may hold at once.</param>
internal readonly record struct SendingLane(long Receiver, string Host, int Held, int Most);
