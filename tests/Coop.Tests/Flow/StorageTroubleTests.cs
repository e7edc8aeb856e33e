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
        await server.Server.Get<WriteLane>().GroupAsync(
            statements =>
            {
                statements[new Sql("PRAGMA query_only = 1")].Run();
                return true;
            },
            TestContext.Current.CancellationToken);

        server.Signal.Open();

        Assert.Equal(["a"], await server.SeeDecidedAsync(org, 1));
        Assert.Empty(await server.Server.Get<IItemStream>().ListParkedAsync(org.Org.Id, 9, TestContext.Current.CancellationToken));
    }
}
