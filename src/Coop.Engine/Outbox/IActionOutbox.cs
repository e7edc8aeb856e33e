namespace Coop.Engine.Outbox;

/// <summary>The webhooks to be sent: rows written with their decision, delivered at least once.</summary>
public interface IActionOutbox
{
    /// <summary>Takes due deliveries, oldest first, under a lease.</summary>
    /// <param name="exceptHosts">
    /// <see cref="OutboxMessage.Host"/>s to pass over, because enough of theirs is under way: a slow receiver must not hold back the others.
    /// </param>
    Task<IReadOnlyList<OutboxDelivery>> ClaimDueAsync(
        int most, TimeSpan lease, IReadOnlyCollection<string> exceptHosts, CancellationToken cancellationToken);

    /// <summary>Prolongs the leases of deliveries whose claim is still the latest, from now.</summary>
    Task RenewAsync(IReadOnlyCollection<OutboxDelivery> deliveries, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Records a try, unless another claim came after this one. A null <paramref name="nextAttemptAt"/> on a failed one gives up.</summary>
    Task RecordAsync(OutboxDelivery delivery, DeliveryAttempt attempt, DateTimeOffset? nextAttemptAt, CancellationToken cancellationToken);

    /// <summary>When the next delivery is due or its lease runs out; null when none waits.</summary>
    Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken);

    /// <summary>Completes when a delivery may be due that was not there before.</summary>
    Task WaitForWorkAsync(CancellationToken cancellationToken);
}
