namespace Coop.Engine.Outbox;

/// <summary>A webhook as its sender holds it.</summary>
/// <param name="Key">Its row.</param>
/// <param name="Fence">Grows each time it is claimed: only the latest holder's failures count.</param>
/// <param name="Receiver">The key of its <see cref="WaitingReceiver"/>.</param>
/// <param name="Waited">All waits after failed tries so far.</param>
public sealed record OutboxDelivery(long Key, long Fence, long Receiver, string OrgId, TimeSpan Waited, OutboxMessage Message);
