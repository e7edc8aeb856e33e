namespace Coop.Engine.Outbox;

/// <summary>What came of one try.</summary>
/// <param name="Status">The HTTP status; null when there was no answer.</param>
/// <param name="Error">What went wrong; null on success.</param>
/// <param name="RetryAfter">How long the receiver asked to be left alone, if it did.</param>
/// <param name="WasSent">False when nothing went out, so that it says nothing of the receiver.</param>
public sealed record DeliveryAttempt(DeliveryVerdict Verdict, int? Status, string? Error, TimeSpan? RetryAfter = null, bool WasSent = true)
{
    public bool Succeeded => Verdict == DeliveryVerdict.Delivered;

    public static DeliveryAttempt Unanswered(string error) => new(DeliveryVerdict.TryAgain, null, error);
}
