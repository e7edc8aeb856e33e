using Coop.Engine.Flow;
using Coop.Engine.Submissions;
using Coop.Tests.Support;

namespace Coop.Tests.Flow;

/// <summary>Somebody sets the clock two days forward, or back, while items are under way.</summary>
public class ClockStepTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(-2)]
    public async Task Delays_and_doubles_nothing_that_is_being_decided(int days)
    {
        var clock = new SteppingTime(TimeProvider.System);
        await using var server = await FlowServer.StartAsync(new FlowOptions { Lease = TimeSpan.FromMilliseconds(500) }, clock);
        var (slow, slowType) = await server.OrgAsync("Slow", isSlow: true);
        var (quick, quickType) = await server.OrgAsync("Quick");
        await slow.SubmitAsync(FlowServer.Items(slowType, "before", 20));
        await Eventually.SeeAsync(() => server.Signal.Waiting == 20);

        clock.Step(TimeSpan.FromDays(days));
        await quick.SubmitAsync(FlowServer.Items(quickType, "after", 20));
        await slow.SubmitAsync(FlowServer.Items(slowType, "after", 20));
        await server.SeeDecidedAsync(quick, 20);
        await Eventually.SeeAsync(() => server.Signal.Waiting == 40);
        server.Signal.Open();

        var decided = await server.SeeDecidedAsync(slow, 40);
        Assert.Equal(40, decided.Distinct().Count());
        Assert.Equal(40, decided.Count);
        Assert.DoesNotContain(server.Log.Said, said => said.StartsWith("alone", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-2)]
    public async Task What_a_server_that_ended_had_taken_under_another_clock_is_taken_up_soon(int days)
    {
        using var folder = new TempFolder();
        var clock = new SteppingTime(TimeProvider.System);
        clock.Step(TimeSpan.FromDays(days));
        string orgId;
        await using (var first = await FlowServer.StartAsync(time: clock, directory: folder.Root))
        {
            var (org, type) = await first.OrgAsync("Acme");
            orgId = org.Org.Id;
            // Taken by somebody who never came back to it, as after a kill.
            var version = (await first.Server.Get<CurrentPlans>().GetAsync(orgId, TestContext.Current.CancellationToken)).ItemTypes[type].Version;
            await first.Server.Get<IItemStream>().AppendAsync(
                [new Submission(Guid.CreateVersion7().ToString("N"), orgId, "left", type, version, """{"text":"x"}"""u8.ToArray(), clock.GetUtcNow())],
                TimeSpan.FromMilliseconds(300),
                TestContext.Current.CancellationToken);
        }

        await using var second = await FlowServer.StartAsync(directory: folder.Root);
        var decided = await Eventually.SeeAsync(
            async () => (await second.Server.Get<Coop.Engine.Deciding.IDecisionStore>().ListSummariesAsync(orgId, null, null, 200, TestContext.Current.CancellationToken))!, list => list.Count >= 1);

        Assert.Equal("left", Assert.Single(decided).ItemId);
    }
}
