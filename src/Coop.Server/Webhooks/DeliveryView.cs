using Coop.Engine.Actions;
using Coop.Engine.Outbox;

namespace Coop.Server.Webhooks;

/// <param name="Deliveries">Newest first.</param>
internal sealed record DeliveryListView(IReadOnlyList<DeliveryView> Deliveries);

/// <param name="Id">The execution's id, which is the idempotency key the receiver sees.</param>
/// <param name="Attempts">Tries made so far.</param>
/// <param name="LastStatus">The HTTP status of the last try.</param>
internal sealed record DeliveryView(
    string Id, string ActionId, string DecisionId, string ItemId, DateTimeOffset DecidedAt, ActionExecutionState State, int Attempts, DateTimeOffset? NextAttemptAt,
    DateTimeOffset? DeliveredAt, int? LastStatus, string? LastError)
{
    public static DeliveryView Of(LoggedDelivery delivery)
    {
        var execution = delivery.Execution;
        return new DeliveryView(
            execution.Id, execution.ActionId, execution.DecisionId, delivery.ItemId, delivery.DecidedAt, execution.State, execution.Attempts, execution.NextAttemptAt,
            execution.DeliveredAt, execution.LastStatus, execution.LastError);
    }
}
