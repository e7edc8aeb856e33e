using Coop.Engine.Outbox;

namespace Coop.Tests.Outbox;

public class WebhookRetryTests
{
    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 20)]
    [InlineData(3, 40)]
    [InlineData(4, 80)]
    [InlineData(5, 160)]
    public void Waits_a_random_part_of_a_ceiling_that_doubles(int attempt, int ceiling)
    {
        Assert.Equal(TimeSpan.Zero, WebhookRetry.DelayAfter(attempt, 0));
        Assert.Equal(TimeSpan.FromSeconds(ceiling) / 2, WebhookRetry.DelayAfter(attempt, 0.5));
    }

    [Fact]
    public void Gives_up_after_five_retries() => Assert.Null(WebhookRetry.DelayAfter(6, 0.5));

    [Fact]
    public void Gives_up_even_when_asked_to_come_again() => Assert.Null(WebhookRetry.DelayAfter(6, 0.5, TimeSpan.FromSeconds(1)));

    [Fact]
    public void Leaves_a_receiver_alone_as_long_as_it_asked() =>
        Assert.Equal(TimeSpan.FromMinutes(7), WebhookRetry.DelayAfter(1, 0.99, TimeSpan.FromMinutes(7)));

    [Fact]
    public void Does_not_come_sooner_because_a_receiver_would_let_it() =>
        Assert.Equal(TimeSpan.FromSeconds(5), WebhookRetry.DelayAfter(1, 0.5, TimeSpan.FromSeconds(1)));

    [Fact]
    public void Lets_nobody_ask_for_more_than_an_hour() =>
        Assert.Equal(TimeSpan.FromHours(1), WebhookRetry.DelayAfter(1, 0, TimeSpan.FromDays(3)));
}
