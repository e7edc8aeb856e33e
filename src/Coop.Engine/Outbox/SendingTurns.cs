namespace Coop.Engine.Outbox;

/// <summary>
/// Whose webhooks are sent next. Organisations come by turns, place by place, and each may hold as many as are still free: one alone gets half, two a third each. One that has none gets
/// one in any case, so nobody waits for others' receivers to answer. Inside an organisation its receivers come by turns, each with a few at once, and one that is down with a single one.
/// </summary>
/// <param name="places">Deliveries held at once in all.</param>
/// <param name="perReceiver">Deliveries held at once for one receiver.</param>
public sealed class SendingTurns(int places, int perReceiver)
{
    private const int MostPerTurn = 128;

    private readonly Lock _lock = new();
    private readonly Dictionary<long, int> _byReceiver = [];
    private readonly Dictionary<string, int> _byOrg = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _lastReceivers = new(StringComparer.Ordinal);
    private int _held;
    private string _lastOrg = "";

    /// <summary>What to claim now. Nothing is held by it: <see cref="Take"/> says what was got.</summary>
    public IReadOnlyList<ReceiverShare> Next(IReadOnlyList<WaitingReceiver> waiting)
    {
        lock (_lock)
        {
            var orgs = waiting.Where(receiver => receiver.DueIn <= TimeSpan.Zero).GroupBy(receiver => receiver.OrgId, StringComparer.Ordinal)
                .OrderBy(org => org.Key, StringComparer.Ordinal).ToList();
            var last = _lastOrg;
            var turns = new Queue<OrgTurn>(FromAfter(orgs, org => string.CompareOrdinal(org.Key, last) > 0).Select(Turn));
            var free = places - _held;
            Dictionary<long, int> shares = [];
            for (var given = 0; given < MostPerTurn && turns.TryDequeue(out var org);)
            {
                if (org.Held > 0 && org.Held >= free)
                {
                    continue;
                }

                if (org.Next() is { } receiver)
                {
                    Add(shares, receiver, 1);
                    (_lastOrg, _lastReceivers[org.OrgId]) = (org.OrgId, receiver);
                    (given, free) = (given + 1, free - 1);
                    turns.Enqueue(org);
                }
            }

            return [.. shares.Select(share => new ReceiverShare(share.Key, share.Value))];
        }
    }

    public void Take(OutboxDelivery delivery) => Change(delivery, 1);

    public void Leave(OutboxDelivery delivery) => Change(delivery, -1);

    private OrgTurn Turn(IGrouping<string, WaitingReceiver> org)
    {
        var last = _lastReceivers.GetValueOrDefault(org.Key);
        var lanes = FromAfter([.. org.OrderBy(receiver => receiver.Key)], receiver => receiver.Key > last)
            .Select(receiver => (receiver.Key, Free: (receiver.IsDown ? 1 : perReceiver) - _byReceiver.GetValueOrDefault(receiver.Key)));
        return new OrgTurn(org.Key, _byOrg.GetValueOrDefault(org.Key), lanes);
    }

    /// <summary>In order, beginning after the one that came last.</summary>
    private static IEnumerable<T> FromAfter<T>(IReadOnlyCollection<T> all, Func<T, bool> isAfterLast) => all.Where(isAfterLast).Concat(all.Where(one => !isAfterLast(one)));

    private void Change(OutboxDelivery delivery, int by)
    {
        lock (_lock)
        {
            _held += by;
            Add(_byReceiver, delivery.Receiver, by);
            Add(_byOrg, delivery.OrgId, by);
        }
    }

    private static void Add<TKey>(Dictionary<TKey, int> counts, TKey key, int by)
        where TKey : notnull
    {
        var count = counts.GetValueOrDefault(key) + by;
        if (count == 0)
        {
            counts.Remove(key);
        }
        else
        {
            counts[key] = count;
        }
    }

    /// <summary>An organisation while places are given, one by one.</summary>
    private sealed class OrgTurn(string orgId, int held, IEnumerable<(long Receiver, int Free)> lanes)
    {
        private readonly Queue<(long Receiver, int Free)> _lanes = new(lanes.Where(lane => lane.Free > 0));

        public string OrgId => orgId;

        public int Held { get; private set; } = held;

        /// <summary>The receiver that gets the place; null when all of them have theirs.</summary>
        public long? Next()
        {
            if (!_lanes.TryDequeue(out var lane))
            {
                return null;
            }

            Held++;
            if (lane.Free > 1)
            {
                _lanes.Enqueue((lane.Receiver, lane.Free - 1));
            }

            return lane.Receiver;
        }
    }
}
