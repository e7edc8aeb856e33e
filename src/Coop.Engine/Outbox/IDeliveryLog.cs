using Coop.Engine.Actions;

namespace Coop.Engine.Outbox;

/// <summary>What became of webhooks, and sending them again.</summary>
public interface IDeliveryLog
{
    /// <summary>Newest first.</summary>
    /// <param name="state">Null for all.</param>
    Task<IReadOnlyList<LoggedDelivery>> ListAsync(string orgId, string actionId, ActionExecutionState? state, int most, CancellationToken cancellationToken);

    Task<LoggedDelivery?> FindAsync(string orgId, string executionId, CancellationToken cancellationToken);

    /// <summary>Makes a webhook due that waits or was given up, its waits counted from the start. One that is being sent right now stays as it is.</summary>
    /// <param name="to">Where it goes from now on; null when its action has no address: it goes where it went.</param>
    /// <returns>False when there is nothing kept to send.</returns>
    Task<bool> ResendAsync(string orgId, string executionId, WebhookAddress? to, CancellationToken cancellationToken);

    /// <summary>The same for those of an action that were given up, oldest first.</summary>
    /// <returns>How many there were.</returns>
    Task<int> ResendFailedAsync(string orgId, string actionId, WebhookAddress? to, int most, CancellationToken cancellationToken);

    /// <summary>The organisation's receivers whose last try failed, the longest failing first.</summary>
    Task<IReadOnlyList<FailingReceiver>> ListFailingAsync(string orgId, CancellationToken cancellationToken);
}

/// <param name="Execution">How far it has come.</param>
/// <param name="DecidedAt">When the decision was made that set it going.</param>
public sealed record LoggedDelivery(ActionExecution Execution, string ItemId, DateTimeOffset DecidedAt);

/// <param name="Place">Its address without the query.</param>
/// <param name="Waiting">Webhooks that wait for it, at most <see cref="IOutbox.MostCounted"/>.</param>
/// <param name="GivenUp">Webhooks to it that were given up and are kept, counted likewise.</param>
public sealed record FailingReceiver(string Place, ReceiverHealth Health, int Waiting, int GivenUp);
