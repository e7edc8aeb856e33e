using Coop.Engine.Actions;
using Coop.Engine.Deciding;
using Coop.Engine.Flow;
using Coop.Engine.Outbox;
using Coop.Tests.Storage;

namespace Coop.Tests.Outbox;

/// <summary>The outbox of a real database with webhooks in it.</summary>
internal static class OutboxRoom
{
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>One item of organisation org-1 whose decision has these webhooks.</summary>
    public static async Task<IOutbox> FillAsync(this StoreRoom room, params OutboxMessage[] webhooks)
    {
        await room.AddOrgAsync();
        await room.AddAsync("submission-1", webhooks);
        return room.Get<IOutbox>();
    }

    public static async Task AddAsync(this StoreRoom room, string submission, params OutboxMessage[] webhooks)
    {
        var item = await room.AppendHeldAsync(Examples.Submission("org-1", submission));
        var decision = Examples.Decision(item.Submission, [.. webhooks.Select(webhook => Examples.Triggered(webhook.ActionId["action of ".Length..]))]);
        Assert.Equal(CommitOutcome.Committed, await room.Get<IDecisionLog>().CommitAsync(Examples.Commit(item, decision, webhooks), StoreRoom.Cancel));
    }

    /// <summary>Everything that is due, of all receivers.</summary>
    public static async Task<IReadOnlyList<OutboxDelivery>> ClaimAllAsync(this IOutbox outbox)
    {
        var waiting = await outbox.WaitingAsync(StoreRoom.Cancel);
        return await outbox.ClaimAsync([.. waiting.Select(receiver => new ReceiverShare(receiver.Key, 99))], Lease, StoreRoom.Cancel);
    }

    public static async Task<OutboxDelivery> ClaimOneAsync(this IOutbox outbox) => Assert.Single(await outbox.ClaimAllAsync());

    public static DeliveryAttempt Answered(int status) => new(DeliveryVerdicts.Of(status), status, status < 300 ? null : $"HTTP {status}");

    /// <summary>A whole try.</summary>
    public static async Task<ReceiverChange?> TryAsync(this IOutbox outbox, OutboxDelivery delivery, int status, TimeSpan? wait)
    {
        Assert.True(await outbox.BeginAsync(delivery, StoreRoom.Cancel));
        return await outbox.RecordAsync(delivery, Answered(status), wait, StoreRoom.Cancel);
    }

    public static string Execution(int place) => ExecutionId.Of(Examples.Id("submission-1"), place);

    public static async Task<ActionExecution> ExecutionAsync(this StoreRoom room, int place = 0) =>
        (await room.Get<IDecisionStore>().ListExecutionsAsync("org-1", Examples.Id("submission-1"), StoreRoom.Cancel))[place];
}
