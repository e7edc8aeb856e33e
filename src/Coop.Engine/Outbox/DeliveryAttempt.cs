namespace Coop.Engine.Outbox;

/// <param name="Succeeded">Whether the receiver answered with success.</param>
/// <param name="Status">The HTTP status; null when there was no answer.</param>
/// <param name="Error">What went wrong; null on success.</param>
public sealed record DeliveryAttempt(bool Succeeded, int? Status, string? Error);
