using Coop.Engine;
using Coop.Engine.Flow;
using Coop.Tests.Flow;
using Coop.Tests.Support;

namespace Coop.Tests;

public class SayingsTests
{
    [Fact]
    public async Task Nobody_is_kept_by_a_slow_log_and_what_is_noted_meanwhile_is_said_after_it()
    {
        using var entered = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        var log = new KeptFlowLog(() =>
        {
            entered.Set();
            goOn.Wait(TestContext.Current.CancellationToken);
        });
        var sayings = new Sayings<IFlowLog>(log);
        sayings.Say(say => say.AcceptingAgain("first"));
        entered.Wait(TestContext.Current.CancellationToken);

        sayings.Note(say => say.AcceptingAgain("second"));
        sayings.Say();
        Assert.Empty(log.Said);
        goOn.Set();

        await Eventually.SeeAsync(() => log.Said.Count == 2);
        Assert.Equal(["accepting first", "accepting second"], log.Said);
    }

    [Fact]
    public async Task What_a_log_throws_is_nobodys_trouble_and_keeps_nothing_that_was_noted_after_it_from_being_said()
    {
        var calls = 0;
        var log = new KeptFlowLog(() =>
        {
            if (Interlocked.Increment(ref calls) == 1)
            {
                throw new InvalidOperationException("There is no log.");
            }
        });
        var sayings = new Sayings<IFlowLog>(log);
        sayings.Note(say => say.AcceptingAgain("lost"));
        sayings.Note(say => say.AcceptingAgain("kept"));

        sayings.Say();

        await Eventually.SeeAsync(() => log.Said.Count == 1);
        Assert.Equal(["accepting kept"], log.Said);
    }
}
