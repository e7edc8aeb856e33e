using System.Net;
using Coop.Storage.Database;
using Coop.Storage.Sqlite;
using Coop.Storage.Writing;
using Coop.Tests.Support;
using Coop.Tests.Writing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

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

            // All of them wait for the same lock, and none for the others' waiting.
            var refused = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => org.PostAsync("/api/v1/items/async/", $$"""{ "items": [{{Moderation.Item("during", post)}}] }""")))
                .WaitAsync(TimeSpan.FromSeconds(14), TestContext.Current.CancellationToken);
            Assert.All(refused, answer => Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(10)), (answer.StatusCode, answer.Headers.RetryAfter?.Delta)));
            var (status, words) = await ReadyAsync(server);
            Assert.StartsWith("Degraded: Another process has kept", words, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, status);
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

    [Fact]
    public async Task A_sender_who_hangs_up_while_the_database_is_locked_and_sends_again_has_the_item_stored_once()
    {
        var hangUp = new HangUp();
        await using var server = await TestServer.StartAsync(configure: builder => builder.Services.AddSingleton<IStartupFilter>(hangUp));
        var org = new Moderation(await server.CreateOrgAsync());
        var post = await org.PostTypeAsync();
        await org.SubmitAsync(Moderation.Item("before", post));
        await org.DecisionsAsync("before");
        await using (await LockedAsync(server))
        {
            using var gone = new CancellationTokenSource();
            using var content = new StringContent($$"""{ "items": [{{Moderation.Item("once", post)}}] }""", System.Text.Encoding.UTF8, "application/json");
            var sending = org.Items.PostAsync(HangUp.Path, content, gone.Token);
            await hangUp.Came.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
            await gone.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
            await hangUp.Seen.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        }

        await org.SubmitAsync(Moderation.Item("once", post));
        await org.DecisionsAsync("once");
        await org.SubmitAsync(Moderation.Item("after", post));
        await org.DecisionsAsync("after");

        Assert.Single(await org.ListDecisionsAsync("once"));
    }

    [Fact]
    public async Task A_database_that_is_deleted_under_the_server_is_told_nothing_is_accepted_and_no_other_is_made_in_its_place()
    {
        var log = new KeptLog();
        await using var server = await TestServer.StartAsync(configure: builder => builder.Logging.AddProvider(log));
        var org = new Moderation(await server.CreateOrgAsync());
        var post = await org.PostTypeAsync();
        await org.SubmitAsync(Moderation.Item("before", post));
        await org.DecisionsAsync("before");
        var file = server.Get<StorageOptions>().DatabaseFile;
        File.Move(file, file + ".away");

        // Nobody has tried to write yet.
        var (status, words) = await ReadyAsync(server);
        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.Contains($"'{file}' was deleted, moved or replaced", words, StringComparison.Ordinal);
        for (var tries = 0; tries < 3; tries++)
        {
            using var refused = await org.PostAsync("/api/v1/items/async/", $$"""{ "items": [{{Moderation.Item("during", post)}}] }""");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            using var json = new StringContent("""{ "name": "P", "penalty": "LOW" }""", System.Text.Encoding.UTF8, "application/json");
            using var setting = await org.Org.Admin.PostAsync("/api/v1/admin/policies", json, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, setting.StatusCode);
        }

        Assert.False(File.Exists(file));

        // Another one in its place is not it, and is left alone.
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        using (var refused = await org.PostAsync("/api/v1/items/async/", $$"""{ "items": [{{Moderation.Item("during", post)}}] }"""))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        }

        Assert.Equal(0, new FileInfo(file).Length);
        File.Move(file + ".away", file, overwrite: true);
        Assert.Equal(HttpStatusCode.OK, (await ReadyAsync(server)).Status);
        await org.SubmitAsync(Moderation.Item("after", post));
        await org.DecisionsAsync("after");
        Assert.Empty(await org.ListDecisionsAsync("during"));
        Assert.Single(log.Lines, line => line.StartsWith("Nothing can be stored:", StringComparison.Ordinal));
        Assert.Single(log.Lines, line => line.StartsWith("The database can be written to again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_may_be_kept_all_the_same_is_not_said_to_be_lost()
    {
        await using var server = await TestServer.StartAsync();
        var org = new Moderation(await server.CreateOrgAsync());
        var post = await org.PostTypeAsync();
        await org.SubmitAsync(Moderation.Item("before", post));
        await org.DecisionsAsync("before");

        using var item = await UncertainAsync(server, () => org.PostAsync("/api/v1/items/async/", $$"""{ "items": [{{Moderation.Item("uncertain", post)}}] }"""));
        var names = 0;
        using var setting = await UncertainAsync(server, async () =>
        {
            using var policy = new StringContent($$"""{ "name": "P {{++names}}", "penalty": "LOW" }""", System.Text.Encoding.UTF8, "application/json");
            return await org.Org.Admin.PostAsync("/api/v1/admin/policies", policy, TestContext.Current.CancellationToken);
        });

        foreach (var answer in (HttpResponseMessage[])[item, setting])
        {
            Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(10)), (answer.StatusCode, answer.Headers.RetryAfter?.Delta));
            var body = await answer.JsonAsync();
            Assert.Equal("http.storage-uncertain", body.FirstCode());
            Assert.Contains("may be kept or not", body.FirstDetail(), StringComparison.Ordinal);
            Assert.Contains("/api/v1/admin/decisions?itemId=", body.FirstDetail(), StringComparison.Ordinal);
            Assert.DoesNotContain("Nothing of this request", body.GetRawText(), StringComparison.Ordinal);
        }

        await org.SubmitAsync(Moderation.Item("after", post));
        await org.DecisionsAsync("after");
    }

    /// <summary>Sends until it meets the failure: the server itself writes as well, and who writes next has a sound disk again.</summary>
    private static async Task<HttpResponseMessage> UncertainAsync(TestServer server, Func<Task<HttpResponseMessage>> send)
    {
        for (var tries = 0; tries < 20; tries++)
        {
            var log = await FailingLog.OfAsync(server.Get<WriteLane>());
            log.FailForGood();
            var answer = await send();
            if (!answer.IsSuccessStatusCode)
            {
                return answer;
            }

            answer.Dispose();
        }

        throw new InvalidOperationException("No write of a request met the disk that fails.");
    }

    private static async Task<(HttpStatusCode Status, string Words)> ReadyAsync(TestServer server)
    {
        using var ready = await server.Stranger().GetAsync("/ready", TestContext.Current.CancellationToken);
        return (ready.StatusCode, await ready.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Until it is closed.</summary>
    private static async Task<SqliteConnection> LockedAsync(TestServer server)
    {
        var other = new SqliteConnection($"Data Source={server.Get<StorageOptions>().DatabaseFile};Pooling=False");
        await other.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = other.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return other;
    }

    /// <summary>Says when a request came and when the server saw that its sender is gone.</summary>
    private sealed class HangUp : IStartupFilter
    {
        public const string Path = "/api/v1/items/async";

        private readonly TaskCompletionSource _came = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Came => _came.Task;

        public Task Seen => _seen.Task;

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (context, rest) =>
            {
                if (context.Request.Path == Path)
                {
                    context.RequestAborted.Register(() => _seen.TrySetResult());
                    _came.TrySetResult();
                }

                await rest(context);
            });
            next(app);
        };
    }
}
