using System.Net;
using Coop.Engine.Flow;
using Coop.Storage.Sqlite;
using Coop.Storage.Writing;
using Coop.Tests.Support;

namespace Coop.Tests.Flow;

/// <summary>A database that cannot be written to at the moment when a decision is to be stored.</summary>
public class StorageTroubleTests
{
    [Fact]
    public async Task Counts_as_no_failure_of_the_item_and_its_decision_is_stored_when_that_works_again()
    {
        await using var server = await FlowServer.StartAsync(new FlowOptions { Attempts = 1, FirstWait = TimeSpan.FromMilliseconds(1) });
        var (org, type) = await server.OrgAsync("Acme", isSlow: true);
        await org.SubmitAsync(Moderation.Item("a", type));
        await Eventually.SeeAsync(() => server.Signal.Waiting == 1);
        await RunAsync(server, "PRAGMA query_only = 1");

        server.Signal.Open();

        Assert.Equal(["a"], await server.SeeDecidedAsync(org, 1));
        Assert.Empty(await server.Server.Get<IItemStream>().ListParkedAsync(org.Org.Id, 9, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Who_waits_for_a_decision_that_cannot_be_stored_is_told_that_the_item_is_kept_and_where_to_ask()
    {
        await using var server = await FlowServer.StartAsync(new FlowOptions { Attempts = 2, FirstWait = TimeSpan.FromMilliseconds(1) });
        var (org, type) = await server.OrgAsync("Acme");
        await RunAsync(server, "CREATE TRIGGER damaged BEFORE INSERT ON decisions BEGIN SELECT RAISE(ABORT, 'It is damaged.'); END");

        using var answer = await org.PostAsync("/api/v1/items/evaluate", $$"""{ "items": [ {{Moderation.Item("a", type)}} ] }""");

        var refused = await answer.JsonAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("submission.undecided", refused.FirstCode());
        Assert.StartsWith(
            "The items are stored; do not send them again. 1 of 1 could not be decided now and are tried again by the queue: ask /api/v1/admin/decisions?itemId=… later.",
            refused.FirstDetail(), StringComparison.Ordinal);
        Assert.Equal([null], refused.Pointers());

        // It is kept, as was said: here until its tries are used up, and then at hand for whoever mends the database.
        var parked = Assert.Single(await Eventually.SeeAsync(
            () => server.Server.Get<IItemStream>().ListParkedAsync(org.Org.Id, 9, TestContext.Current.CancellationToken), items => items.Count > 0));
        await RunAsync(server, "DROP TRIGGER damaged");
        await org.Org.Admin.Post($"/api/v1/admin/submissions/parked/{parked.Submission.Id}/retry", null).ExpectAsync(HttpStatusCode.NoContent);
        Assert.Equal(["a"], await server.SeeDecidedAsync(org, 1));
    }

    private static Task<bool> RunAsync(FlowServer server, string sql) => server.Server.Get<WriteLane>().GroupAsync(
        statements =>
        {
            statements[new Sql(sql)].Run();
            return true;
        },
        TestContext.Current.CancellationToken);
}
