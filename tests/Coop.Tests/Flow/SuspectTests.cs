using Coop.Engine.Flow;
using Coop.Engine.Submissions;
using Coop.Storage.Database;
using Coop.Tests.Storage;
using Coop.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Coop.Tests.Flow;

/// <summary>Items that a server left when it ended.</summary>
public class SuspectTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The fewer trials they had the more of them are tried at once, and each of these is said once.</summary>
    [Theory]
    [InlineData(0, 20, "together 20 after 0")]
    [InlineData(1, 20, "together 16 after 1", "together 4 after 1")]
    [InlineData(2, 3, "alone 0", "alone 0", "alone 0")]
    [InlineData(4, 1, "alone 2")]
    public async Task They_are_tried_together_then_in_smaller_groups_then_alone_and_all_of_them_are_decided(int trials, int count, params string[] said)
    {
        await using var server = await FlowServer.StartAsync();
        var (org, type) = await server.OrgAsync("Acme");
        await LeaveAsync(server, org, type, "a", count, trials);

        var decided = await server.SeeDecidedAsync(org, count);

        Assert.Equal(count, decided.Distinct().Count());
        Assert.Equal(said, Trials(server));
    }

    [Fact]
    public async Task One_that_ended_the_server_too_often_alone_is_parked_with_what_ran()
    {
        await using var server = await FlowServer.StartAsync();
        var (org, type) = await server.OrgAsync("Acme");
        await LeaveAsync(server, org, type, "a", 1, 5, "Acme (KILLER)");

        var parked = await Eventually.SeeAsync(() => server.Server.Get<IItemStream>().ListParkedAsync(org.Org.Id, 9, Cancel), parked => parked.Count > 0);

        Assert.Equal("The server ended 3 times while this item alone was being decided; the last time 'Acme (KILLER)' was running.", Assert.Single(parked).Error);
        Assert.Empty(Trials(server));
    }

    [Fact]
    public async Task Many_that_wait_for_a_slow_signal_are_through_in_two_groups()
    {
        const int Count = 300;
        await using var server = await FlowServer.StartAsync();
        var (slow, type) = await server.OrgAsync("Slow", isSlow: true);
        await LeaveAsync(server, slow, type, "suspect", Count);

        await Eventually.SeeAsync(() => server.Signal.Waiting == 256);
        server.Signal.Open();

        Assert.Equal(Count, (await server.SeeDecidedAsync(slow, Count)).Distinct().Count());
        Assert.Equal(["together 256 after 0", "together 44 after 0"], Trials(server));
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

    private static IEnumerable<string> Trials(FlowServer server) => server.Log.Said
        .Where(said => said.StartsWith("together", StringComparison.Ordinal) || said.StartsWith("alone", StringComparison.Ordinal))
        .Select(said => said.StartsWith("alone", StringComparison.Ordinal) ? $"alone {said[(said.LastIndexOf(' ') + 1)..]}" : said);

    /// <summary>Appended by another process, which never comes back to them.</summary>
    /// <param name="trials">That they had before.</param>
    private static async Task LeaveAsync(FlowServer server, Moderation org, string typeId, string prefix, int count, int trials = 0, string? running = null)
    {
        var version = (await server.Server.Get<CurrentPlans>().GetAsync(org.Org.Id, Cancel)).ItemTypes[typeId].Version;
        await using var left = StoreRoom.Beside(server.Server.Get<StorageOptions>().DataDirectory);
        var held = await left.Get<IItemStream>().AppendAsync(
            [.. Enumerable.Range(0, count).Select(i => new Submission(
                Guid.CreateVersion7().ToString("N"), org.Org.Id, $"{prefix}{i}", typeId, version, """{"text":"x"}"""u8.ToArray(), TimeProvider.System.GetUtcNow()))],
            TimeSpan.FromSeconds(30),
            Cancel);
        var (first, last) = (held[0].Sequence, held[^1].Sequence);
        await using var db = left.Db();
        await db.Database.ExecuteSqlAsync($"UPDATE queue SET due_at = 0, trials = {trials}, running = {running} WHERE sequence BETWEEN {first} AND {last}", Cancel);
    }
}
