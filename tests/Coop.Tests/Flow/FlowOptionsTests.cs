using Coop.Engine.Flow;

namespace Coop.Tests.Flow;

public sealed class FlowOptionsTests
{
    private static readonly FlowOptions Options = new() { FirstWait = TimeSpan.FromSeconds(1), LongestWait = TimeSpan.FromMinutes(5) };

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 2, 2)]
    [InlineData(3, 4, 4)]
    [InlineData(4, 8, 5)]
    [InlineData(9, 256, 5)]
    [InlineData(10, 300, 5)]
    [InlineData(int.MaxValue, 300, 5)]
    public void Each_wait_is_twice_the_one_before_up_to_the_longest_and_in_an_outage_of_the_storage_up_to_five_seconds(int failures, int seconds, int inOutage)
    {
        Assert.Equal(TimeSpan.FromSeconds(seconds), Options.WaitAfter(failures));
        Assert.Equal(TimeSpan.FromSeconds(inOutage), Options.WaitInOutage(failures));
    }

    [Fact]
    public void A_longest_wait_below_five_seconds_holds_in_an_outage_too() =>
        Assert.Equal(TimeSpan.FromSeconds(2), new FlowOptions { LongestWait = TimeSpan.FromSeconds(2) }.WaitInOutage(9));
}
