using System.Net;
using Coop.Storage.Sqlite;
using Coop.Storage.Writing;
using Coop.Tests.Support;

namespace Coop.Tests.Server;

/// <summary>A database that cannot be written to: who asks is told, and nothing is accepted that cannot be kept.</summary>
public sealed class StorageUnavailableTests
{
    [Fact]
    public async Task Nothing_is_accepted_that_cannot_be_kept()
    {
        await using var server = await TestServer.StartAsync();
        var org = new Moderation(await server.CreateOrgAsync());
        var post = await org.PostTypeAsync();
        var body = $$"""{ "items": [{{Moderation.Item("1", post)}}] }""";
        await server.Get<WriteLane>().GroupAsync(
            statements =>
            {
                statements[new Sql("PRAGMA query_only = 1")].Run();
                return true;
            },
            TestContext.Current.CancellationToken);

        using var refused = await org.PostAsync("/api/v1/items/async/", body);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(10), refused.Headers.RetryAfter?.Delta);
        var error = (await refused.JsonAsync()).GetProperty("errors")[0];
        Assert.Equal("http.storage-unavailable", error.GetProperty("code").GetString());
        Assert.DoesNotContain("coop.db", error.GetRawText(), StringComparison.Ordinal);

        // The connection that failed was left for a new one.
        using var ready = await server.Stranger().GetAsync("/ready", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        await org.SubmitAsync(Moderation.Item("1", post));
        await org.DecisionsAsync("1");
    }
}
