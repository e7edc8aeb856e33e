using Coop.Engine.Flow;

namespace Coop.Tests.Flow;

public class SayingsTests
{
    [Fact]
    public async Task What_is_noted_while_somebody_says_something_is_said_after_it_by_whoever_is_at_it()
    {
        using var entered = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        var log = new KeptFlowLog(() =>
        {
            entered.Set();
            goOn.Wait(TestContext.Current.CancellationToken);
        });
        var sayings = new Sayings(log);
        sayings.Note(say => say.AcceptingAgain("first"));
        var saying = Task.Run(sayings.Say, TestContext.Current.CancellationToken);
        entered.Wait(TestContext.Current.CancellationToken);

        // Nobody else is kept by the slow log.
        sayings.Note(say => say.AcceptingAgain("second"));
        sayings.Say();
        Assert.Empty(log.Said);
        goOn.Set();
        await saying;

        Assert.Equal(["accepting first", "accepting second"], log.Said);
    }

    [Fact]
    public void What_a_log_throws_keeps_nothing_that_was_noted_after_it_from_being_said()
    {
        var throws = true;
        var log = new KeptFlowLog(() =>
        {
            if (throws)
            {
                throw new InvalidOperationException("There is no log.");
            }
        });
        var sayings = new Sayings(log);
        sayings.Note(say => say.AcceptingAgain("lost"));
        sayings.Note(say => say.AcceptingAgain("kept"));

        Assert.Throws<InvalidOperationException>(sayings.Say);
        throws = false;
        sayings.Say();

        Assert.Equal(["accepting kept"], log.Said);
    }
}
