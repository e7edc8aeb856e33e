using System.Net;
using Coop.Storage.Database;
using Coop.Storage.Sqlite;
using Coop.Storage.Writing;
using Coop.Tests.Support;
using Microsoft.Data.Sqlite;

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

    [Fact]
    public async Task While_another_program_keeps_the_database_locked_the_server_is_not_ready_and_then_it_is_again()
    {
        await using var server = await TestServer.StartAsync();
        var org = new Moderation(await server.CreateOrgAsync());
        var post = await org.PostTypeAsync();
        await org.SubmitAsync(Moderation.Item("before", post));
        await org.DecisionsAsync("before");
        await using (var other = new SqliteConnection($"Data Source={server.Get<StorageOptions>().DatabaseFile};Pooling=False"))
        {
            await other.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = other.CreateCommand();
            command.CommandText = "BEGIN IMMEDIATE";
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

            using var refused = await org.PostAsync("/api/v1/items/async/", $$"""{ "items": [{{Moderation.Item("during", post)}}] }""");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            using var ready = await server.Stranger().GetAsync("/ready", TestContext.Current.CancellationToken);
            Assert.Equal((HttpStatusCode.InternalServerError, "Unhealthy"), (ready.StatusCode, await ready.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
        }

        await Eventually.SeeAsync(
            async () =>
            {
                using var ready = await server.Stranger().GetAsync("/ready", TestContext.Current.CancellationToken);
                return ready.StatusCode;
            },
            status => status == HttpStatusCode.OK);
        await org.SubmitAsync(Moderation.Item("after", post));
        await org.DecisionsAsync("after");
        Assert.Empty(await org.ListDecisionsAsync("during"));
    }
}
