using Coop.Engine.Outbox;

namespace Coop.Tests.Outbox;

public class DeliveryScheduleTests
{
    private static readonly DeliverySchedule Schedule = new();
    private static readonly DeliveryAttempt Busy = new(DeliveryVerdict.TryAgain, 503, "busy");

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(0.999)]
    public void Waits_grow_to_the_longest_and_are_three_days_together(double chance)
    {
        var waits = Waits(Schedule, Busy, _ => chance);

        Assert.Equal(TimeSpan.FromDays(3), waits.Aggregate(TimeSpan.Zero, (sum, wait) => sum + wait));
        Assert.InRange(waits[0], TimeSpan.FromSeconds(7.5), TimeSpan.FromSeconds(10));
        Assert.All(waits, wait => Assert.InRange(wait, TimeSpan.Zero, TimeSpan.FromHours(4)));
        Assert.All(waits.Zip(waits.Skip(1)).Take(waits.Count - 2), pair => Assert.True(pair.Second >= pair.First));
        Assert.InRange(waits.Count, 25, 45);
    }

    [Fact]
    public void What_no_time_heals_is_tried_less_often_and_for_as_long()
    {
        var waits = Waits(Schedule, new DeliveryAttempt(DeliveryVerdict.Refused, 400, "no"), _ => 0.5);

        Assert.InRange(waits[0], TimeSpan.FromMinutes(11.25), TimeSpan.FromMinutes(15));
        Assert.Equal(TimeSpan.FromDays(3), waits.Aggregate(TimeSpan.Zero, (sum, wait) => sum + wait));
        Assert.True(waits.Count < Waits(Schedule, Busy, _ => 0.5).Count);
    }

    [Fact]
    public void Who_is_gone_for_good_is_asked_no_more() =>
        Assert.Null(Schedule.WaitAfter(new DeliveryAttempt(DeliveryVerdict.Gone, 410, "gone"), TimeSpan.Zero, 0.5));

    [Fact]
    public void Leaves_a_receiver_alone_as_long_as_it_asks_up_to_an_hour()
    {
        Assert.Equal(TimeSpan.FromMinutes(7), Schedule.WaitAfter(Busy with { RetryAfter = TimeSpan.FromMinutes(7) }, TimeSpan.Zero, 0.99));
        Assert.Equal(TimeSpan.FromHours(1), Schedule.WaitAfter(Busy with { RetryAfter = TimeSpan.FromDays(3) }, TimeSpan.Zero, 0));
        Assert.InRange(Schedule.WaitAfter(Busy with { RetryAfter = TimeSpan.FromSeconds(1) }, TimeSpan.Zero, 0)!.Value, TimeSpan.FromSeconds(7.5), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Asking_for_time_at_every_try_does_not_make_it_go_on_for_ever()
    {
        var waits = Waits(Schedule, Busy with { RetryAfter = TimeSpan.FromHours(1) }, _ => 0);

        Assert.InRange(waits.Aggregate(TimeSpan.Zero, (sum, wait) => sum + wait), TimeSpan.FromDays(3), TimeSpan.FromDays(3) + TimeSpan.FromHours(1));
    }

    [Fact]
    public void No_time_to_try_means_no_second_try() => Assert.Null((Schedule with { TryFor = TimeSpan.Zero }).WaitAfter(Busy, TimeSpan.Zero, 0.5));

    [Fact]
    public void Knows_its_longest_wait() =>
        Assert.Equal(TimeSpan.FromHours(9), (Schedule with { LongestRetryAfter = TimeSpan.FromHours(9) }).LongestOfAll);

    [Theory]
    [InlineData(200, DeliveryVerdict.Delivered)]
    [InlineData(204, DeliveryVerdict.Delivered)]
    [InlineData(302, DeliveryVerdict.Refused)]
    [InlineData(400, DeliveryVerdict.Refused)]
    [InlineData(401, DeliveryVerdict.Refused)]
    [InlineData(404, DeliveryVerdict.Refused)]
    [InlineData(408, DeliveryVerdict.TryAgain)]
    [InlineData(410, DeliveryVerdict.Gone)]
    [InlineData(422, DeliveryVerdict.Refused)]
    [InlineData(429, DeliveryVerdict.TryAgain)]
    [InlineData(500, DeliveryVerdict.TryAgain)]
    [InlineData(503, DeliveryVerdict.TryAgain)]
    public void Tells_what_a_status_means(int status, DeliveryVerdict verdict) => Assert.Equal(verdict, DeliveryVerdicts.Of(status));

    private static List<TimeSpan> Waits(DeliverySchedule schedule, DeliveryAttempt attempt, Func<int, double> chance)
    {
        List<TimeSpan> waits = [];
        var waited = TimeSpan.Zero;
        while (schedule.WaitAfter(attempt, waited, chance(waits.Count)) is { } wait)
        {
            waits.Add(wait);
            waited += wait;
        }

        return waits;
    }
}
