namespace Coop.Engine.Outbox;

/// <summary>What an answer means for the next try.</summary>
public enum DeliveryVerdict
{
    Delivered,

    /// <summary>May heal by itself: nobody there, too busy, broken for now.</summary>
    TryAgain,

    /// <summary>
    /// Heals only when somebody changes the receiver or the action: a redirect, or a 4xx that says so. It is tried again nevertheless, less often: that somebody may come, and until
    /// then nothing is lost.
    /// </summary>
    Refused,

    /// <summary>410: the receiver says that it is gone for good and wants to be asked no more.</summary>
    Gone,
}

public static class DeliveryVerdicts
{
    private const int GoneForGood = 410;

    public static DeliveryVerdict Of(int status) => status switch
    {
        >= 200 and < 300 => DeliveryVerdict.Delivered,
        GoneForGood => DeliveryVerdict.Gone,
        // Time-out, conflict with a try under way, misdirected, locked, too early, too many.
        408 or 409 or 421 or 423 or 425 or 429 or >= 500 => DeliveryVerdict.TryAgain,
        _ => DeliveryVerdict.Refused,
    };
}
