using System.Net;
using Coop.Engine.Flow;
using Coop.Tests.Support;

namespace Coop.Tests.Flow;

/// <summary>Items that come faster than they are decided.</summary>
public class BacklogTests
{
    private static readonly FlowOptions Small = new()
    {
        FreeBacklog = 20,
        LongestBacklog = TimeSpan.FromSeconds(5),
        SlowDown = TimeSpan.FromMilliseconds(20),
        AtOncePerOrg = 4,
    };

    [Fact]
    public async Task Are_refused_before_the_last_would_be_decided_too_late_and_accepted_again_afterwards()
    {
        await using var server = await FlowServer.StartAsync(Small);
        var (slow, slowType) = await server.OrgAsync("Slow", isSlow: true);
        var (quick, quickType) = await server.OrgAsync("Quick");
        var accepted = 0;

        var refused = await Eventually.SeeAsync(
            async () =>
            {
                var answer = await FlowServer.TryToSubmitAsync(slow, Moderation.Item($"a{accepted}", slowType));
                accepted += answer.Status == HttpStatusCode.Accepted ? 1 : 0;
                return answer;
            },
            answer => answer.Status != HttpStatusCode.Accepted);

        var error = refused.Body.GetProperty("errors")[0];
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
        Assert.Equal("submission.backlog-too-long", error.GetProperty("code").GetString());
        Assert.Equal("/errors/service-unavailable", Assert.Single(error.GetProperty("type").EnumerateArray()).GetString());
        Assert.Contains("Nothing was stored", error.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.InRange(refused.RetryAfter!.Value, 1, 300);
        Assert.True(accepted >= 20, $"Only {accepted} were accepted.");

        // It is the one organisation's backlog, and only what is stored counts.
        Assert.Equal(HttpStatusCode.Accepted, (await FlowServer.TryToSubmitAsync(quick, Moderation.Item("b", quickType))).Status);
        using var dryRun = await slow.PostAsync("/api/v1/items/evaluate", $$"""{ "dryRun": true, "items": [{{Moderation.Item("dry", await slow.PostTypeAsync("Other"))}}] }""");
        Assert.Equal(HttpStatusCode.OK, dryRun.StatusCode);

        server.Signal.Open();
        await Eventually.SeeAsync(
            async () =>
            {
                var answer = await FlowServer.TryToSubmitAsync(slow, Moderation.Item($"a{accepted}", slowType));
                accepted += answer.Status == HttpStatusCode.Accepted ? 1 : 0;
                return answer.Status;
            },
            status => status == HttpStatusCode.Accepted);
        var decided = await server.SeeDecidedAsync(slow, accepted);
        Assert.Equal(Enumerable.Range(0, accepted).Select(i => $"a{i}").Order(), decided.Order());
        Assert.Single(server.Log.Said, said => said == $"refusing {slow.Org.Id}");
        Assert.Single(server.Log.Said, said => said == $"accepting {slow.Org.Id}");
    }

    [Fact]
    public async Task What_has_no_room_in_memory_waits_on_the_queue_and_is_decided_in_the_order_it_came()
    {
        await using var server = await FlowServer.StartAsync(new FlowOptions { InMemory = 8, SlowDown = TimeSpan.Zero, AtOncePerOrg = 1, Thinkers = 1 });
        var (org, type) = await server.OrgAsync("Acme", isSlow: true);
        for (var i = 0; i < 60; i++)
        {
            await org.SubmitAsync(Moderation.Item($"{i}", type));
        }

        server.Signal.Open();
        var decided = await server.SeeDecidedAsync(org, 60);

        Assert.Equal(Enumerable.Range(0, 60).Select(i => $"{i}"), decided.Reverse());
    }

    [Fact]
    public async Task What_is_larger_than_all_the_room_is_decided_all_the_same_whoever_else_waits()
    {
        await using var server = await FlowServer.StartAsync(new FlowOptions { InMemoryBytes = 40_000, SlowDown = TimeSpan.Zero });
        var (one, type) = await server.OrgAsync("One", isSlow: true);
        var (other, otherType) = await server.OrgAsync("Other", isSlow: true);
        for (var i = 0; i < 8; i++)
        {
            await one.SubmitAsync(Moderation.Item($"{i}", type, new string('x', i % 2 == 0 ? 20_000 : 10)));
            await other.SubmitAsync(Moderation.Item($"{i}", otherType, new string('x', i % 2 == 1 ? 20_000 : 10)));
        }

        server.Signal.Open();

        Assert.Equal(8, (await server.SeeDecidedAsync(one, 8)).Distinct().Count());
        Assert.Equal(8, (await server.SeeDecidedAsync(other, 8)).Distinct().Count());
    }

    [Fact]
    public async Task Whoever_waits_for_decisions_is_refused_when_there_is_no_room_for_long()
    {
        await using var server = await FlowServer.StartAsync(new FlowOptions { InMemory = 1, SlowDown = TimeSpan.FromMilliseconds(5) });
        var (org, type) = await server.OrgAsync("Acme", isSlow: true);
        var first = org.PostAsync("/api/v1/items/evaluate", $$"""{ "items": [{{Moderation.Item("1", type)}}] }""");
        await Eventually.SeeAsync(() => server.Signal.Waiting == 1);

        using var second = await org.PostAsync("/api/v1/items/evaluate", $$"""{ "items": [{{Moderation.Item("2", type)}}] }""");
        server.Signal.Open();
        using var answered = await first;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, second.StatusCode);
        Assert.Equal("submission.no-room", (await second.JsonAsync()).GetProperty("errors")[0].GetProperty("code").GetString());
        Assert.Equal(HttpStatusCode.OK, answered.StatusCode);
        Assert.Equal(["1"], await server.SeeDecidedAsync(org, 1));
    }

    [Fact]
    public async Task An_organisation_whose_rules_never_compiled_is_told_so_and_nothing_is_stored()
    {
        await using var server = await FlowServer.StartAsync(new FlowOptions { SaveWait = TimeSpan.FromMilliseconds(200) }, plans: new NeverReads());
        var org = new Moderation(await server.Server.CreateOrgAsync());

        var (status, body, retryAfter) = await FlowServer.TryToSubmitAsync(org, Moderation.Item("1", "any"));

        var error = body.GetProperty("errors")[0];
        Assert.Equal((HttpStatusCode.ServiceUnavailable, 5), (status, retryAfter));
        Assert.Equal("submission.rules-not-ready", error.GetProperty("code").GetString());
        Assert.Contains("The bank is broken.", error.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Single(server.Log.Said, said => said.StartsWith("kept", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_held_when_the_server_stops_is_free_at_once_for_the_next()
    {
        using var folder = new TempFolder();
        string orgId, typeId;
        await using (var first = await FlowServer.StartAsync(new FlowOptions { Lease = TimeSpan.FromMinutes(9), AtOncePerOrg = 4 }, directory: folder.Root))
        {
            var (org, type) = await first.OrgAsync("Acme", isSlow: true);
            (orgId, typeId) = (org.Org.Id, type);
            await org.SubmitAsync(FlowServer.Items(type, "a", 50));
            await Eventually.SeeAsync(() => first.Signal.Waiting == 4);
        }

        await using var second = await FlowServer.StartAsync(directory: folder.Root);
        second.Signal.Open();
        var decided = await Eventually.SeeAsync(
            async () => (await second.Server.Get<Coop.Engine.Deciding.IDecisionStore>().ListSummariesAsync(orgId, null, null, 200, TestContext.Current.CancellationToken))!, list => list.Count >= 50);

        Assert.Equal(50, decided.Select(decision => decision.ItemId).Distinct().Count());
        Assert.DoesNotContain(second.Log.Said, said => said.StartsWith("alone", StringComparison.Ordinal));
        Assert.NotEmpty(typeId);
    }

    private sealed class NeverReads : IPlanReader
    {
        public Task<PlanInForce> ReadAsync(
            string orgId, long revision, Coop.Engine.Integrations.IntegrationCatalogue catalogue, PlanInForce? previous, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("The bank is broken.");
    }
}
