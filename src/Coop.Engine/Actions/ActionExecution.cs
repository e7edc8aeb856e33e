namespace Coop.Engine.Actions;

/// <summary>One taking of one action. Its id is the idempotency key the receiver sees.</summary>
public sealed record ActionExecution
{
    public required string Id { get; init; }

    public required string OrgId { get; init; }

    public required string ActionId { get; init; }

    public required string DecisionId { get; init; }

    public required ActionExecutionState State { get; init; }

    /// <summary>Deliveries tried so far.</summary>
    public int Attempts { get; init; }

    public DateTimeOffset? NextAttemptAt { get; init; }

    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>The HTTP status of the last try; null when there was none.</summary>
    public int? LastStatus { get; init; }

    public string? LastError { get; init; }
}

public enum ActionExecutionState
{
    /// <summary>Waiting for its first or next delivery.</summary>
    Pending,

    /// <summary>The receiver said yes, or the review job is there.</summary>
    Delivered,

    /// <summary>Given up after the last try.</summary>
    Failed,
}

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

/// <param name="ExecutionId">The idempotency key.</param>
/// <param name="Attempt">1 for the first try.</param>
/// <param name="Body">The exact bytes to send and sign.</param>
public sealed record OutboxDelivery(
    string ExecutionId, string OrgId, string ActionId, int Attempt, string ClaimToken, string Url, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    /// <inheritdoc cref="OutboxMessage.Host"/>
    public string Host { get; } = OutboxMessage.HostOf(Url);
}

/// <param name="Succeeded">Whether the receiver answered with success.</param>
/// <param name="Status">The HTTP status; null when there was no answer.</param>
/// <param name="Error">What went wrong; null on success.</param>
public sealed record DeliveryAttempt(bool Succeeded, int? Status, string? Error);
