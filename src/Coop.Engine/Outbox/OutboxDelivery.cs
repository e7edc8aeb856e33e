namespace Coop.Engine.Outbox;

/// <param name="ExecutionId">The idempotency key.</param>
/// <param name="Attempt">1 for the first try.</param>
/// <param name="Body">The exact bytes to send and sign.</param>
public sealed record OutboxDelivery(
    string ExecutionId, string OrgId, string ActionId, int Attempt, string ClaimToken, string Url, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    /// <inheritdoc cref="OutboxMessage.Host"/>
    public string Host { get; } = OutboxMessage.HostOf(Url);
}
