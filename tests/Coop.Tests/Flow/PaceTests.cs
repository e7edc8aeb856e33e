using Coop.Engine.Flow;
using Coop.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Coop.Tests.Flow;

public class PaceTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Is_not_known_before_there_was_enough_to_do()
    {
        var pace = new Pace(_time);
        pace.Note(0, isBusy: true);
        _time.Advance(TimeSpan.FromMilliseconds(500));
        pace.Note(100, isBusy: true);

        Assert.Null(pace.PerSecond);
    }

    [Fact]
    public void Counts_what_is_decided_in_a_busy_second()
    {
        var pace = new Pace(_time);
        Work(pace, perSecond: 40, seconds: 120);

        Assert.Equal(40, pace.PerSecond!.Value, tolerance: 1);
    }

    [Fact]
    public void Idle_time_makes_nobody_slow()
    {
        var pace = new Pace(_time);
        Work(pace, perSecond: 40, seconds: 60);
        pace.Note(0, isBusy: false);
        _time.Advance(TimeSpan.FromHours(3));

        Assert.Equal(40, pace.PerSecond!.Value, tolerance: 1);
    }

    [Fact]
    public void Forgets_the_past()
    {
        var pace = new Pace(_time);
        Work(pace, perSecond: 1000, seconds: 60);
        Work(pace, perSecond: 2, seconds: 300);

        Assert.Equal(2, pace.PerSecond!.Value, tolerance: 1);
    }

    [Fact]
    public void A_clock_that_is_set_changes_nothing()
    {
        var clock = new SteppingTime(_time);
        var pace = new Pace(clock);
        Work(pace, perSecond: 40, seconds: 60);
        clock.Step(TimeSpan.FromDays(-2));
        Work(pace, perSecond: 40, seconds: 2);

        Assert.Equal(40, pace.PerSecond!.Value, tolerance: 1);
    }

    private void Work(Pace pace, int perSecond, int seconds)
    {
        pace.Note(0, isBusy: true);
        for (var i = 0; i < seconds; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            pace.Note(perSecond, isBusy: true);
        }
    }
}
