using Coop.Engine.Outbox;

namespace Coop.Tests.Outbox;

public class ReceiverHealthTests
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DeliveryAttempt Failed = new(DeliveryVerdict.TryAgain, 503, "HTTP 503");

    [Fact]
    public void Is_down_from_the_third_failure_in_a_row_on_and_says_since_when()
    {
        var health = ReceiverHealth.Good.After(Failed, Start).After(Failed, Start.AddSeconds(1));
        Assert.False(health.IsDown);

        health = health.After(Failed, Start.AddSeconds(2));

        Assert.Equal((true, false, 3, Start, "HTTP 503"), (health.IsDown, health.IsGone, health.Failures, health.FailingSince, health.LastError));
    }

    [Fact]
    public void One_success_makes_it_good()
    {
        var health = ReceiverHealth.Good.After(Failed, Start).After(Failed, Start).After(new DeliveryAttempt(DeliveryVerdict.Delivered, 200, null), Start);

        Assert.Equal(ReceiverHealth.Good, health);
    }

    [Fact]
    public void Who_says_that_it_is_gone_is_down_at_once()
    {
        var health = ReceiverHealth.Good.After(new DeliveryAttempt(DeliveryVerdict.Gone, 410, "gone"), Start);

        Assert.Equal((true, true), (health.IsDown, health.IsGone));
    }
}
