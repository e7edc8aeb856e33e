using Coop.Engine.Outbox;
using Coop.Server.Webhooks;

namespace Coop.Tests.Webhooks;

public class ReceiverWordsTests
{
    private static readonly DateTimeOffset Since = new(2026, 11, 27, 4, 52, 22, TimeSpan.FromHours(2));

    [Theory]
    [InlineData(503, 0, 0, "is down, failing since 2026-11-27T02:52:22Z. Broken. No webhook waits for it; none was given up")]
    [InlineData(503, 1, 1, "is down, failing since 2026-11-27T02:52:22Z. Broken. 1 webhook waits for it and is tried again for 3 days in all; 1 was given up and can be sent again")]
    [InlineData(503, 10_000, 2, "is down, failing since 2026-11-27T02:52:22Z. Broken. 10000 or more webhooks wait for it and are tried again for 3 days in all; 2 were given up and can be sent again")]
    [InlineData(410, 1, 1, "is down, failing since 2026-11-27T02:52:22Z. Broken. 1 webhook waits for it and is tried once, in case it comes back; 1 was given up and can be sent again")]
    [InlineData(410, 11, 1, "is down, failing since 2026-11-27T02:52:22Z. Broken. 11 webhooks wait for it and are tried once each, in case it comes back; 1 was given up and can be sent again")]
    public void Says_of_one_that_is_down_what_happens_to_what_waits(int status, int waiting, int givenUp, string words) =>
        Assert.Equal(words, ReceiverWords.Down(Change(status, 3, waiting, givenUp), TimeSpan.FromDays(3)));

    [Theory]
    [InlineData(1, 0, 0, "is back. It was failing since 2026-11-27T02:52:22Z, 1 try in a row; no webhook waits for it, none was given up")]
    [InlineData(4, 1, 1, "is back. It was failing since 2026-11-27T02:52:22Z, 4 tries in a row; 1 webhook waits for it, 1 was given up and can be sent again")]
    [InlineData(4, 7, 7, "is back. It was failing since 2026-11-27T02:52:22Z, 4 tries in a row; 7 webhooks wait for it, 7 were given up and can be sent again")]
    public void Says_of_one_that_is_back_what_is_left(int failures, int waiting, int givenUp, string words) =>
        Assert.Equal(words, ReceiverWords.Back(Change(503, failures, waiting, givenUp)));

    [Theory]
    [InlineData("3.00:00:00", "3 days")]
    [InlineData("1.01:01:01", "1 day 1 hour 1 minute 1 second")]
    [InlineData("00:00:30", "30 seconds")]
    [InlineData("00:00:00.5", "less than a second")]
    public void Tells_durations_in_words(string time, string words) => Assert.Equal(words, ReceiverWords.Duration(TimeSpan.Parse(time, System.Globalization.CultureInfo.InvariantCulture)));

    private static ReceiverChange Change(int status, int failures, int waiting, int givenUp)
    {
        var health = new ReceiverHealth(failures, Since, status, "Broken.");
        return new ReceiverChange("org", "https://platform.example/hook", health, health, waiting, givenUp);
    }
}
