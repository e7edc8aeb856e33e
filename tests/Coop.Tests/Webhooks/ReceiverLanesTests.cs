using System.Collections.Concurrent;
using Coop.Engine.Outbox;
using Coop.Server.Webhooks;
using Coop.Tests.Support;

namespace Coop.Tests.Webhooks;

public class ReceiverLanesTests
{
    [Fact]
    public async Task A_slow_receiver_holds_back_nobody_but_itself()
    {
        var slow = new TaskCompletionSource();
        var sent = new ConcurrentBag<string>();
        var lanes = new ReceiverLanes(2, async delivery =>
        {
            if (delivery.Host == "slow.example")
            {
                await slow.Task;
            }

            sent.Add(delivery.ExecutionId);
        });

        foreach (var delivery in (OutboxDelivery[])[To("slow.example", "s1"), To("slow.example", "s2"), To("slow.example", "s3"), To("quick.example", "q1")])
        {
            lanes.Add(delivery);
        }

        await Eventually.SeeAsync(() => sent.Contains("q1") && lanes.Held.Count == 3);
        Assert.Equal(["slow.example"], lanes.Full);
        Assert.Equal(["q1"], sent);
        slow.SetResult();
        await Eventually.SeeAsync(() => lanes.Held.Count == 0);
        Assert.Equal(["q1", "s1", "s2", "s3"], sent.Order());
        Assert.Empty(lanes.Full);
    }

    [Fact]
    public async Task Never_has_more_under_way_at_one_receiver_than_allowed()
    {
        var (now, most) = (0, 0);
        var gate = new Lock();
        var lanes = new ReceiverLanes(3, async _ =>
        {
            lock (gate)
            {
                most = Math.Max(most, ++now);
            }

            await Task.Yield();
            lock (gate)
            {
                now--;
            }
        });

        for (var i = 0; i < 200; i++)
        {
            lanes.Add(To("one.example", $"{i}"));
        }

        await Eventually.SeeAsync(() => lanes.Held.Count == 0);
        Assert.InRange(most, 1, 3);
    }

    [Fact]
    public async Task Draining_finishes_what_has_begun_and_lets_go_of_the_rest()
    {
        var slow = new TaskCompletionSource();
        var sent = new ConcurrentBag<string>();
        var lanes = new ReceiverLanes(1, async delivery =>
        {
            await slow.Task;
            sent.Add(delivery.ExecutionId);
        });
        lanes.Add(To("one.example", "begun"));
        lanes.Add(To("one.example", "waiting"));

        var draining = lanes.DrainAsync();
        Assert.False(draining.IsCompleted);
        slow.SetResult();
        await draining;

        Assert.Equal(["begun"], sent);
    }

    [Fact]
    public async Task Says_when_a_place_is_free()
    {
        var slow = new TaskCompletionSource();
        var lanes = new ReceiverLanes(1, _ => slow.Task);
        lanes.Add(To("one.example", "1"));
        var freed = lanes.Freed;

        Assert.False(freed.IsCompleted);
        slow.SetResult();

        await freed.WaitAsync(TestContext.Current.CancellationToken);
    }

    private static OutboxDelivery To(string host, string id) => new(id, "org", "action", 1, "token", $"http://{host}/hook", new Dictionary<string, string>(), []);
}
