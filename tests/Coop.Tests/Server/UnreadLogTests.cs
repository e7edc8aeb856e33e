using Coop.Tests.Flow;
using Coop.Tests.Support;

namespace Coop.Tests.Server;

public sealed class UnreadLogTests
{
    /// <summary>A terminal that is held, or a collector that stands still: what is written to it is taken by nobody.</summary>
    [Fact]
    public async Task A_log_that_nobody_reads_stands_before_no_request_and_no_decision()
    {
        using var folder = new TempFolder();
        var acme = await ProcessOrg.CreateAsync(folder["data"]);
        await using var server = await ServerProcess.StartAsync(folder["data"], environment: ("Logging__LogLevel__Microsoft.AspNetCore", "Trace"));
        var org = acme.At(server);
        var type = await org.PostTypeAsync();
        // It writes as much as the operator wants: his settings win over ours.
        await Eventually.SeeAsync(() => server.Output.Contains("dbug: Microsoft.AspNetCore.", StringComparison.Ordinal));
        server.ReadNoMore();

        // Far more lines than a pipe and the logger's own queue hold.
        for (var i = 0; i < 600; i++)
        {
            using var answer = await org.Items.GetAsync("/api/v1/none", TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        }

        using var accepted = await org.PostAsync("/api/v1/items/async", $$"""{ "items": [{{Moderation.Item("a", type)}}] }""");
        Assert.Equal(System.Net.HttpStatusCode.Accepted, accepted.StatusCode);
        await org.DecisionsAsync("a");
    }
}
