namespace Coop.Engine.Outbox;

/// <summary>A webhook ready to be sent, written in its decision's transaction.</summary>
/// <param name="ExecutionId">The idempotency key: the execution id of the decision's <see cref="Deciding.TriggeredAction"/>.</param>
/// <param name="Address">Without the signature, which is added when it is sent.</param>
/// <param name="Body">The exact bytes to send and sign.</param>
public sealed record OutboxMessage(string ExecutionId, string ActionId, WebhookAddress Address, byte[] Body);
