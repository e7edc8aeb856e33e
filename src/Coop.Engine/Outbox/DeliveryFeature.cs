using Coop.Engine.Actions;
using Coop.Engine.Problems;

namespace Coop.Engine.Outbox;

/// <param name="Execution">How far it has come.</param>
/// <param name="DecidedAt">When the decision was made that set it going.</param>
public sealed record LoggedDelivery(ActionExecution Execution, string ItemId, DateTimeOffset DecidedAt);

/// <summary>What became of an action's executions.</summary>
public interface IDeliveryLog
{
    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<LoggedDelivery>> ListAsync(string orgId, string actionId, int most, CancellationToken cancellationToken);

    /// <summary>Sends a webhook that was given up once more, under the same idempotency key. False when there is none to send.</summary>
    Task<bool> RetryAsync(string orgId, string executionId, CancellationToken cancellationToken);
}

/// <summary>What people do with the deliveries of an action.</summary>
public sealed class DeliveryFeature(IDeliveryLog log)
{
    public Task<IReadOnlyList<LoggedDelivery>> ListAsync(string orgId, string actionId, int most, CancellationToken cancellationToken) =>
        log.ListAsync(orgId, actionId, most, cancellationToken);

    public async Task<Result<string>> RetryAsync(string orgId, string executionId, CancellationToken cancellationToken) =>
        await log.RetryAsync(orgId, executionId, cancellationToken) ? executionId : UseProblems.NotFound("failed delivery", executionId);
}
