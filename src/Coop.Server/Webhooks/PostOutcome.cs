using Coop.Engine.Outbox;

namespace Coop.Server.Webhooks;

/// <param name="Attempt">What to record.</param>
/// <param name="RetryAfter">How long the receiver asked to be left alone.</param>
internal sealed record PostOutcome(DeliveryAttempt Attempt, TimeSpan? RetryAfter = null)
{
    public static PostOutcome Failed(string error) => new(new DeliveryAttempt(false, null, error));
}
