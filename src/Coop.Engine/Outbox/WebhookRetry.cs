namespace Coop.Engine.Outbox;

/// <summary>When a failed webhook is tried again: five times, doubling the longest wait, each wait a random part of it ("full jitter").</summary>
public static class WebhookRetry
{
    public const int Retries = 5;

    /// <summary>The longest wait before the first retry; the later ones wait up to 20, 40, 80 and 160 seconds.</summary>
    public static TimeSpan FirstCeiling { get; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest wait a receiver can ask for.</summary>
    public static TimeSpan LongestAsked { get; } = TimeSpan.FromHours(1);

    /// <param name="attempt">The try that failed; 1 for the first.</param>
    /// <param name="chance">From 0 up to, not including, 1: how much of the ceiling to wait.</param>
    /// <param name="retryAfter">How long the receiver asked to be left alone, if it did.</param>
    /// <returns>Null when it is given up.</returns>
    public static TimeSpan? DelayAfter(int attempt, double chance, TimeSpan? retryAfter = null)
    {
        if (attempt > Retries)
        {
            return null;
        }

        var delay = Ceiling(attempt) * chance;
        var asked = retryAfter is { } wait && wait < LongestAsked ? wait : retryAfter is null ? TimeSpan.Zero : LongestAsked;
        return delay > asked ? delay : asked;
    }

    public static TimeSpan Ceiling(int attempt) => FirstCeiling * Math.Pow(2, attempt - 1);
}
