namespace Coop.Engine.Outbox;

/// <summary>An organisation while places are given, one by one.</summary>
/// <param name="held">What it holds already.</param>
/// <param name="hosts">What is free of each of its hosts, by name; it shrinks with each place that is given.</param>
internal sealed class OrgTurn(string orgId, int held, IEnumerable<SendingLane> lanes, Dictionary<string, int> hosts)
{
    private readonly Queue<SendingLane> _lanes = new(lanes);

    public string OrgId => orgId;

    public int Held { get; private set; } = held;

    /// <summary>The receiver that gets the place; null when all of them have theirs.</summary>
    public long? Next()
    {
        while (_lanes.TryDequeue(out var lane))
        {
            // Of a host one receiver gets as many places as are still free there, and one that has none gets one in any case: no other keeps it waiting, however many of them hang.
            if (lane.Held < lane.Most && (lane.Held == 0 || lane.Held < hosts[lane.Host]))
            {
                Held++;
                hosts[lane.Host]--;
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
