using System.Globalization;
using Coop.Engine.Outbox;

namespace Coop.Server.Webhooks;

/// <summary>What the log says of a receiver that goes down or is back.</summary>
internal static class ReceiverWords
{
    /// <param name="tryFor">For how long a webhook is tried.</param>
    public static string Down(ReceiverChange change, TimeSpan tryFor)
    {
        var waiting = change switch
        {
            { Waiting: 0 } => "No webhook waits for it",
            { Now.IsGone: true, Waiting: 1 } => "1 webhook waits for it and is tried once, in case it comes back",
            { Now.IsGone: true } => $"{Count(change.Waiting)} webhooks wait for it and are tried once each, in case it comes back",
            { Waiting: 1 } => $"1 webhook waits for it and is tried again for {Duration(tryFor)} in all",
            _ => $"{Count(change.Waiting)} webhooks wait for it and are tried again for {Duration(tryFor)} in all",
        };
        return $"is down, failing since {Instant(change.Now.FailingSince)}. {change.Now.LastError} {waiting}; {GivenUp(change.GivenUp)}";
    }

    public static string Back(ReceiverChange change)
    {
        var waiting = change.Waiting switch
        {
            0 => "no webhook waits",
            1 => "1 webhook waits",
            _ => $"{Count(change.Waiting)} webhooks wait",
        };
        var tries = change.Before.Failures == 1 ? "1 try" : $"{Count(change.Before.Failures)} tries";
        return $"is back. It was failing since {Instant(change.Before.FailingSince)}, {tries} in a row; {waiting} for it, {GivenUp(change.GivenUp)}";
    }

    public static string Duration(TimeSpan time)
    {
        (int Count, string Unit)[] units = [(time.Days, "day"), (time.Hours, "hour"), (time.Minutes, "minute"), (time.Seconds, "second")];
        string[] parts = [.. units.Where(part => part.Count > 0).Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Count} {part.Unit}{(part.Count == 1 ? "" : "s")}"))];
        return parts is [] ? "less than a second" : string.Join(" ", parts);
    }

    private static string GivenUp(int count) => count switch
    {
        0 => "none was given up",
        1 => "1 was given up and can be sent again",
        _ => $"{Count(count)} were given up and can be sent again",
    };

    private static string Count(int count) => string.Create(CultureInfo.InvariantCulture, $"{count}{(count >= IOutbox.MostCounted ? " or more" : "")}");

    private static string Instant(DateTimeOffset? instant) => instant is { } known ? known.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) : "an unknown time";
}
