using Coop.Engine.Plan;

namespace Coop.Tests.Plan;

public sealed class LentThreadTests
{
    [Fact]
    public void Two_looks_of_the_watch_at_once_take_a_run_once()
    {
        var lent = new LentThread();
        lent.Enter(null!, 1);
        var seen = lent.Look()!.Value;

        Assert.True(lent.Take(seen));
        Assert.False(lent.Take(seen));
        Assert.False(lent.Leave());
    }

    [Fact]
    public void A_thread_that_came_back_in_time_can_be_taken_in_a_later_turn()
    {
        var lent = new LentThread();
        lent.Enter(null!, 1);
        var seen = lent.Look()!.Value;
        Assert.True(lent.Leave());
        Assert.False(lent.Take(seen));

        lent.Enter(null!, 2);

        Assert.True(lent.Take(lent.Look()!.Value));
    }
}
