namespace Coop.Engine.Outbox;

/// <summary>
/// The webhooks to be sent: rows written with their decision, delivered at least once. A sender holds one under a lease, from its claim until it records what came of it; in this
/// process no clock takes it away. A try is counted when it begins.
/// </summary>
public interface IOutbox
{
    /// <summary>Where a count stops.</summary>
    const int MostCounted = 10_000;

    /// <summary>Receivers with webhooks that wait, held ones included.</summary>
    Task<IReadOnlyList<WaitingReceiver>> WaitingAsync(CancellationToken cancellationToken);

    /// <summary>Takes what is due, oldest first: what nobody holds, and what a sender of another process held that ended.</summary>
    Task<IReadOnlyList<OutboxDelivery>> ClaimAsync(IReadOnlyList<ReceiverShare> shares, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Prolongs leases from now. One that was overtaken is passed over.</summary>
    Task ExtendAsync(IReadOnlyCollection<OutboxDelivery> deliveries, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Ends a delivery, with <see cref="DeliveryEnd.ActionDeleted"/>, whose action is not there any more. No try is counted, and nothing is said of its receiver.</summary>
    /// <returns>True when it is not to be sent: it has ended, or somebody else holds it now.</returns>
    Task<bool> EndIfActionDeletedAsync(OutboxDelivery delivery, CancellationToken cancellationToken);

    /// <summary>Counts a try, durably before it returns: called just before the bytes go out.</summary>
    /// <returns>False when somebody else holds the delivery now.</returns>
    Task<bool> BeginAsync(OutboxDelivery delivery, CancellationToken cancellationToken);

    /// <summary>Gives back what was held and not begun: nothing is counted.</summary>
    /// <returns>False when somebody else holds the delivery now.</returns>
    Task<bool> ReleaseAsync(OutboxDelivery delivery, CancellationToken cancellationToken);

    /// <summary>Records what came of a try. A failure counts only for the latest holder; a success always, as it is true whoever holds it now.</summary>
    /// <param name="wait">Until the next try; null on a failure gives up.</param>
    /// <returns>Whether the receiver went down or is back with it; null when neither.</returns>
    Task<ReceiverChange?> RecordAsync(OutboxDelivery delivery, DeliveryAttempt attempt, TimeSpan? wait, CancellationToken cancellationToken);

    /// <summary>Makes due what could only be so far ahead because the clock was another one when it was written.</summary>
    /// <param name="longestWait">No delivery waits longer.</param>
    /// <param name="longestLease">No sender is without a word longer.</param>
    Task MendDueTimesAsync(TimeSpan longestWait, TimeSpan longestLease, CancellationToken cancellationToken);

    /// <summary>Completes when something may be due that was not there before, and by itself after a while: other processes write without a word.</summary>
    Task WaitForWorkAsync(CancellationToken cancellationToken);
}
