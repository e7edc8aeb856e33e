namespace Coop.Engine.Outbox;

/// <summary>
/// Whose webhooks are sent next. Organisations come by turns, place by place, and share the places fairly (<see cref="FairShare"/>), so nobody waits for others' receivers to answer. Inside an organisation its receivers come by turns, each with a few at once, and one that is down with a single one;
/// the places of a host are divided among its receivers as all places are among organisations.
/// </summary>
public sealed class SendingTurns(SendingLimits limits)
{
    private const int MostPerTurn = 128;

    private readonly Lock _lock = new();
    private readonly HeldCounts<long> _byReceiver = new();
    private readonly HeldCounts<(string OrgId, string Host)> _byHost = new();
    private readonly HeldCounts<string> _byOrg = new();
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
            var used = _held;
            var shares = new HeldCounts<long>();
            for (var given = 0; given < MostPerTurn && turns.TryDequeue(out var org);)
            {
                if (FairShare.Room(limits.Places, used, org.Held) <= 0)
                {
                    continue;
                }

                if (org.Next() is { } receiver)
                {
                    shares.Add(receiver, 1);
                    (_lastOrg, _lastReceivers[org.OrgId]) = (org.OrgId, receiver);
                    (given, used) = (given + 1, used + 1);
                    turns.Enqueue(org);
                }
            }

            return [.. shares.All.Select(share => new ReceiverShare(share.Key, share.Value))];
        }
    }

    public void Take(OutboxDelivery delivery) => Change(delivery, 1);

    public void Leave(OutboxDelivery delivery) => Change(delivery, -1);

    private OrgTurn Turn(IGrouping<string, WaitingReceiver> org)
    {
        var last = _lastReceivers.GetValueOrDefault(org.Key);
        List<SendingLane> lanes = [.. FromAfter([.. org.OrderBy(receiver => receiver.Key)], receiver => receiver.Key > last).Select(Lane)];
        var hosts = lanes.Select(lane => lane.Host).Distinct().ToDictionary(host => host, host => _byHost[(org.Key, host)], StringComparer.Ordinal);
        return new OrgTurn(org.Key, _byOrg[org.Key], lanes, hosts, limits.PerHost);
    }

    private SendingLane Lane(WaitingReceiver receiver) =>
        new(receiver.Key, WebhookAddress.HostOf(receiver.Place), _byReceiver[receiver.Key], receiver.IsDown ? 1 : limits.PerReceiver);

    /// <summary>In order, beginning after the one that came last.</summary>
    private static IEnumerable<T> FromAfter<T>(IReadOnlyCollection<T> all, Func<T, bool> isAfterLast) => all.Where(isAfterLast).Concat(all.Where(one => !isAfterLast(one)));

    private void Change(OutboxDelivery delivery, int by)
    {
        lock (_lock)
        {
            _held += by;
            _byReceiver.Add(delivery.Receiver, by);
            _byHost.Add((delivery.OrgId, WebhookAddress.HostOf(delivery.Message.Address.Url)), by);
            _byOrg.Add(delivery.OrgId, by);
        }
    }
}
