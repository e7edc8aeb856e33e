using Coop.Engine.Outbox;

namespace Coop.Tests.Outbox;

public class SendingTurnsTests
{
    private const int Places = 512;
    private const int PerHost = 16;
    private const int PerReceiver = 4;

    private readonly SendingTurns _turns = new(new SendingLimits(Places, PerHost, PerReceiver));

    [Fact]
    public void However_many_receivers_of_one_organisation_hang_there_is_room_for_the_next()
    {
        var hanging = Enumerable.Range(1, 200).Select(key => Due(key, "a")).ToList();
        var held = TakeAll(hanging);
        Assert.InRange(held.Count, 200, Places / 2);

        var next = Assert.Single(_turns.Next([.. hanging, Due(1000, "b")]));

        Assert.Equal(new ReceiverShare(1000, PerReceiver), next);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(600)]
    public void As_many_such_organisations_as_there_may_be_leave_room_for_another(int orgs)
    {
        var hanging = Enumerable.Range(0, orgs).SelectMany(org => Enumerable.Range(1, 200).Select(receiver => Due((org * 1000) + receiver, $"a{org}"))).ToList();
        TakeAll(hanging);

        Assert.Contains(_turns.Next([.. hanging, Due(1_000_000, "b")]), share => share.Receiver == 1_000_000);
    }

    [Fact]
    public void A_receiver_has_a_few_at_once_and_one_that_is_down_a_single_one()
    {
        Assert.Equal([new(1, PerReceiver), new(2, 1)], _turns.Next([Due(1, "a"), Due(2, "a", isDown: true)]));

        _turns.Take(Delivery(1, "a"));
        _turns.Take(Delivery(2, "a"));

        Assert.Equal([new ReceiverShare(1, PerReceiver - 1)], _turns.Next([Due(1, "a"), Due(2, "a", isDown: true)]));
    }

    [Fact]
    public void What_has_ended_makes_room()
    {
        var turns = new SendingTurns(new SendingLimits(1, 1, 1));
        var delivery = Delivery(1, "a");
        turns.Take(delivery);
        Assert.Empty(turns.Next([Due(1, "a"), Due(2, "a")]));

        turns.Leave(delivery);

        Assert.Single(turns.Next([Due(1, "a"), Due(2, "a")]));
    }

    [Fact]
    public void Organisations_and_their_receivers_come_by_turns()
    {
        WaitingReceiver[] waiting = [.. Enumerable.Range(1, 100).Select(key => Due(key, "a")), .. Enumerable.Range(101, 100).Select(key => Due(key, "b")), Due(201, "c")];
        Dictionary<string, int> held = [];
        HashSet<long> served = [];
        for (var turn = 0; turn < 3; turn++)
        {
            foreach (var share in _turns.Next(waiting))
            {
                var orgId = waiting.Single(receiver => receiver.Key == share.Receiver).OrgId;
                held[orgId] = held.GetValueOrDefault(orgId) + share.Most;
                served.Add(share.Receiver);
                for (var i = 0; i < share.Most; i++)
                {
                    _turns.Take(Delivery(share.Receiver, orgId));
                }
            }
        }

        Assert.Equal(201, served.Count);
        Assert.Equal(PerReceiver, held["c"]);
        Assert.InRange(held["a"] - held["b"], -1, 1);
    }

    [Fact]
    public void What_is_not_due_is_not_sent() => Assert.Empty(_turns.Next([Due(1, "a") with { DueIn = TimeSpan.FromSeconds(1) }]));

    [Theory(DisplayName = "However many receivers of one host hang, the next one has places there at once")]
    [InlineData(1, PerReceiver)]
    [InlineData(2, PerReceiver)]
    [InlineData(3, 2)]
    [InlineData(4, 2)]
    [InlineData(100, 1)]
    public void The_places_of_a_host_are_divided_among_its_receivers(int hanging, int left)
    {
        var all = Enumerable.Range(1, hanging).Select(key => OfHost(key)).ToList();
        Take(all);

        Assert.Equal([new ReceiverShare(1000, left)], _turns.Next([.. all, OfHost(1000)]));
    }

    [Fact]
    public void A_host_has_no_more_at_once_than_its_places_while_each_of_its_receivers_has_one()
    {
        var all = Enumerable.Range(1, 10).Select(key => OfHost(key)).ToList();

        Assert.InRange(Take(all), 10, PerHost);
        Assert.Equal(PerReceiver, Assert.Single(_turns.Next([.. all, Due(1000, "a")])).Most);
    }

    private static WaitingReceiver OfHost(long key) => Due(key, "a") with { Place = $"https://platform.example/{key}" };

    private int Take(IReadOnlyList<WaitingReceiver> all)
    {
        var held = 0;
        while (_turns.Next(all) is { Count: > 0 } shares)
        {
            foreach (var receiver in shares.SelectMany(share => Enumerable.Repeat(share.Receiver, share.Most)))
            {
                var address = new WebhookAddress($"https://platform.example/{receiver}?a=b", new Dictionary<string, string>());
                _turns.Take(new OutboxDelivery(0, 1, receiver, "a", TimeSpan.Zero, new OutboxMessage("x", "action", address, [])));
                held++;
            }
        }

        return held;
    }

    private List<OutboxDelivery> TakeAll(IReadOnlyList<WaitingReceiver> waiting)
    {
        var orgs = waiting.ToDictionary(receiver => receiver.Key, receiver => receiver.OrgId);
        List<OutboxDelivery> held = [];
        while (_turns.Next(waiting) is { Count: > 0 } shares)
        {
            foreach (var delivery in shares.SelectMany(share => Enumerable.Repeat(share.Receiver, share.Most)).Select(receiver => Delivery(receiver, orgs[receiver])))
            {
                _turns.Take(delivery);
                held.Add(delivery);
            }
        }

        return held;
    }

    private static WaitingReceiver Due(long key, string orgId, bool isDown = false) => new(key, orgId, $"https://{key}.example/", TimeSpan.Zero, isDown);

    private static OutboxDelivery Delivery(long receiver, string orgId) =>
        new(0, 1, receiver, orgId, TimeSpan.Zero, new OutboxMessage("x", "action", new WebhookAddress($"https://{receiver}.example/", new Dictionary<string, string>()), []));
}
