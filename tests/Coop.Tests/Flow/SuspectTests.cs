using Coop.Engine.Flow;
using Coop.Engine.Submissions;
using Coop.Storage.Database;
using Coop.Tests.Storage;
using Coop.Tests.Support;

namespace Coop.Tests.Flow;

/// <summary>Items that a server left when it ended.</summary>
public class SuspectTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_is_tried_alone_and_all_of_them_are_decided()
    {
        await using var server = await FlowServer.StartAsync();
        var (org, type) = await server.OrgAsync("Acme");
        await LeaveAsync(server, org, type, "a", 10);

        var decided = await server.SeeDecidedAsync(org, 10);

        Assert.Equal(10, decided.Distinct().Count());
        Assert.Equal(10, server.Log.Said.Count(said => said.StartsWith("alone", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Nothing_else_is_begun_while_one_is_tried()
    {
        await using var server = await FlowServer.StartAsync(new FlowOptions { Alone = TimeSpan.FromMinutes(1) });
        var (slow, slowType) = await server.OrgAsync("Slow", isSlow: true);
        var (quick, quickType) = await server.OrgAsync("Quick");
        await LeaveAsync(server, slow, slowType, "suspect", 1);
        await Eventually.SeeAsync(() => server.Signal.Waiting == 1);

        var waited = quick.PostAsync("/api/v1/items/evaluate", $$"""{ "items": [{{Moderation.Item("other", quickType)}}] }""");
        await Eventually.SeeAsync(async () => await server.Server.Get<IItemStream>().BacklogAsync(Cancel), backlog => backlog.Any(org => org.OrgId == quick.Org.Id));
        Assert.Empty(await server.DecidedAsync(quick));
        server.Signal.Open();

        using var answer = await waited;
        Assert.True(answer.IsSuccessStatusCode);
        Assert.Single(await server.SeeDecidedAsync(slow, 1));
    }

    [Fact]
    public async Task One_that_waits_long_holds_back_nobody_for_longer_than_its_moment()
    {
        await using var server = await FlowServer.StartAsync(new FlowOptions { Alone = TimeSpan.FromMilliseconds(50) });
        var (slow, slowType) = await server.OrgAsync("Slow", isSlow: true);
        var (quick, quickType) = await server.OrgAsync("Quick");
        await LeaveAsync(server, slow, slowType, "suspect", 3);
        await Eventually.SeeAsync(() => server.Signal.Waiting > 0);

        await quick.SubmitAsync(FlowServer.Items(quickType, "b", 50));
        await server.SeeDecidedAsync(quick, 50);

        Assert.Empty(await server.DecidedAsync(slow));
        server.Signal.Open();
        Assert.Equal(3, (await server.SeeDecidedAsync(slow, 3)).Count);
    }

    /// <summary>Appended by another process, which never comes back to them.</summary>
    private static async Task LeaveAsync(FlowServer server, Moderation org, string typeId, string prefix, int count)
    {
        var version = (await server.Server.Get<CurrentPlans>().GetAsync(org.Org.Id, Cancel)).ItemTypes[typeId].Version;
        await using var left = StoreRoom.Beside(server.Server.Get<StorageOptions>().DataDirectory);
        await left.Get<IItemStream>().AppendAsync(
            [.. Enumerable.Range(0, count).Select(i => new Submission(
                Guid.CreateVersion7().ToString("N"), org.Org.Id, $"{prefix}{i}", typeId, version, """{"text":"x"}"""u8.ToArray(), TimeProvider.System.GetUtcNow()))],
            TimeSpan.FromMilliseconds(100),
            Cancel);
    }
}
