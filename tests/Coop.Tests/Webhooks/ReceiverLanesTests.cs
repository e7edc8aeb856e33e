using System.Collections.Concurrent;
using Coop.Engine.Outbox;
using Coop.Server.Webhooks;
using Coop.Tests.Support;

namespace Coop.Tests.Webhooks;

public class ReceiverLanesTests
{
    private static readonly WaitingReceiver[] One = [new(1, "org", "http://one.example/hook", TimeSpan.Zero, false)];

    [Fact]
    public async Task Has_as_many_under_way_at_one_receiver_as_allowed_and_not_one_more()
    {
        var answers = new ConcurrentQueue<TaskCompletionSource>();
        var lanes = new ReceiverLanes(new SendingTurns(new SendingLimits(100, 100, 3)), _ =>
        {
            var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            answers.Enqueue(answer);
            return answer.Task;
        });
        for (var sent = 0; sent < 200; sent++)
        {
            // Three are under way at the same time, or this waits in vain.
            Fill(lanes);
            await Eventually.SeeAsync(() => answers.Count == 3);
            Assert.Empty(lanes.Next(One));
            Assert.Equal(3, lanes.Held.Count);

            Assert.True(answers.TryDequeue(out var answer));
            var freed = lanes.Freed;
            answer.SetResult();
            await freed.WaitAsync(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Draining_finishes_what_has_begun()
    {
        var slow = new TaskCompletionSource();
        var sent = new ConcurrentBag<long>();
        var lanes = new ReceiverLanes(new SendingTurns(new SendingLimits(9, 9, 9)), async delivery =>
        {
            await slow.Task;
            sent.Add(delivery.Key);
        });
        lanes.Add(Delivery(7));

        var draining = lanes.DrainAsync();
        Assert.False(draining.IsCompleted);
        slow.SetResult();
        await draining;

        Assert.Equal([7], sent);
    }

    [Fact]
    public async Task Says_when_a_place_is_free_and_gives_it_also_after_a_failure()
    {
        var slow = new TaskCompletionSource();
        var lanes = new ReceiverLanes(new SendingTurns(new SendingLimits(1, 1, 1)), _ => slow.Task);
        lanes.Add(Delivery(1));
        Assert.Empty(lanes.Next(One));
        var freed = lanes.Freed;
        Assert.False(freed.IsCompleted);

        slow.SetException(new InvalidOperationException("broken"));

        await freed.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Single(lanes.Next(One));
    }

    private static void Fill(ReceiverLanes lanes)
    {
        foreach (var share in lanes.Next(One))
        {
            for (var i = 0; i < share.Most; i++)
            {
                lanes.Add(Delivery(i));
            }
        }
    }

    private static OutboxDelivery Delivery(long key) =>
        new(key, 1, 1, "org", TimeSpan.Zero, new OutboxMessage($"{key}", "action", new WebhookAddress("http://one.example/hook", new Dictionary<string, string>()), []));
}
