using System.Net;
using Coop.Engine.Flow;
using Coop.Tests.Support;

namespace Coop.Tests.Flow;

/// <summary>One organisation waits for a slow signal; the others do not notice.</summary>
public class FairnessTests
{
    [Fact]
    public async Task Another_organisation_is_decided_while_one_waits_for_its_signal_with_all_it_may_have_begun()
    {
        await using var server = await FlowServer.StartAsync(new FlowOptions { AtOncePerOrg = 16 });
        var (slow, slowType) = await server.OrgAsync("Slow", isSlow: true);
        var (quick, quickType) = await server.OrgAsync("Quick");
        foreach (var batch in FlowServer.Items(slowType, "a", 600).Chunk(100))
        {
            await slow.SubmitAsync(batch);
        }

        await Eventually.SeeAsync(() => server.Signal.Waiting == 16);
        await quick.SubmitAsync(FlowServer.Items(quickType, "b", 200));
        await server.SeeDecidedAsync(quick, 200);
        using var waited = await quick.PostAsync("/api/v1/items/evaluate", $$"""{ "items": [{{Moderation.Item("sync", quickType)}}] }""");

        Assert.Equal(HttpStatusCode.OK, waited.StatusCode);
        Assert.Empty(await server.DecidedAsync(slow));
        Assert.Equal(16, server.Signal.Waiting);

        server.Signal.Open();
        var decided = await server.SeeDecidedAsync(slow, 600);
        Assert.Equal(600, decided.Distinct().Count());
    }

    [Fact]
    public async Task Who_waits_for_a_decision_is_not_behind_all_that_its_own_organisation_has_sent()
    {
        await using var server = await FlowServer.StartAsync(new FlowOptions { AtOncePerOrg = 2, SlowDown = TimeSpan.Zero });
        var (org, type) = await server.OrgAsync("Acme", isSlow: true);
        await org.SubmitAsync(FlowServer.Items(type, "a", 200));
        await Eventually.SeeAsync(() => server.Signal.Waiting == 2);

        var waited = org.PostAsync("/api/v1/items/evaluate", $$"""{ "items": [{{Moderation.Item("sync", type)}}] }""");
        await Eventually.SeeAsync(() =>
        {
            server.Signal.LetOneGo();
            return waited.IsCompleted;
        });

        using var answer = await waited;
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True((await server.DecidedAsync(org)).Count < 150, "It was decided after nearly all that were sent before it.");
    }
}
