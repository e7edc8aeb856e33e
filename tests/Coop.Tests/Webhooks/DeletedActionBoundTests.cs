using Coop.Engine.Outbox;
using Coop.Server.Webhooks;
using Coop.Storage.Actions;
using Coop.Storage.Database;
using Coop.Storage.Outbox;
using Coop.Storage.Sqlite;
using Coop.Storage.Writing;
using Coop.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Coop.Tests.Webhooks;

/// <summary>An action with more waiting webhooks than one transaction may end is deleted.</summary>
public sealed class DeletedActionBoundTests
{
    private const int MostAtOnce = 10_000;

    [Theory(DisplayName = "What is beyond the bound ends when its turn comes, with the same words, and none is sent")]
    [InlineData(0, 20_050, MostAtOnce)]
    [InlineData(2 * MostAtOnce, 30, 0)]
    public async Task What_is_beyond_ends_unsent_when_its_turn_comes(int ofAnother, int waiting, int atOnce)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var receiver = await WebhookReceiver.StartAsync((context, _) =>
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        });
        await using var server = await TestServer.StartAsync(configure: builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(time);
            builder.Services.AddSingleton(new WebhookOptions { PerAddress = 100, PerHost = 100 });
        });
        var org = new Moderation(await server.CreateOrgAsync());
        var post = await org.PostTypeAsync();
        await TriedAsync(org, post, await org.WebhookAsync("Other", receiver.Url), "other");
        var action = await org.WebhookAsync("Hide", receiver.Url);
        var rule = await TriedAsync(org, post, action, "mine");
        var (other, mine) = ((await RowsAsync(server))[0], (await RowsAsync(server))[1]);
        // The waits before a second try are of no fixed length, and what is due first is looked at first.
        await RunAsync(server, $"UPDATE outbox SET due_at = due_at + {TimeSpan.FromSeconds(30).Ticks} WHERE key = {mine}");
        await MultiplyAsync(server, other, ofAnother);
        await MultiplyAsync(server, mine, waiting - 1);
        var sent = receiver.Received.Count;

        foreach (var path in (string[])[$"rules/{rule}", $"actions/{action}"])
        {
            using var deleted = await org.Org.Admin.DeleteAsync($"/api/v1/admin/{path}", TestContext.Current.CancellationToken);
            Assert.True(deleted.IsSuccessStatusCode);
        }

        Assert.Equal(atOnce, await EndedAsync(server));
        Assert.Equal(waiting - atOnce, (await RowsAsync(server)).Count - (ofAnother + 1));
        // Those of the other are taken by their receiver, so to say: what is looked at here is what is left of the deleted one's.
        await RunAsync(server, $"DELETE FROM outbox WHERE target = {await TargetAsync(server, other)}");
        time.Advance(TimeSpan.FromMinutes(1));
        await Eventually.SeeAsync(() => RowsAsync(server), rows => rows.Count == 0);

        Assert.Equal(waiting, await EndedAsync(server));
        Assert.Equal(sent, receiver.Received.Count);
    }

    /// <returns>Its rule.</returns>
    private static async Task<string> TriedAsync(Moderation org, string post, string action, string text)
    {
        var rule = await org.RuleAsync($"Text {text}", post, [action], conditions: Moderation.TextEquals(post, text));
        await org.SubmitAsync(Moderation.Item(text, post, text));
        await org.ExecutionAsync(text, execution => execution.TryGetProperty("lastStatus", out _));
        return rule;
    }

    /// <summary>As if its decision had triggered the action so many times more. They wait as it does.</summary>
    private static Task<bool> MultiplyAsync(TestServer server, long key, int more) => RunAsync(
        server,
        $"""
        WITH RECURSIVE n(i) AS (SELECT 1 WHERE {more} > 0 UNION ALL SELECT i + 1 FROM n WHERE i < {more})
        INSERT INTO executions (key, org, action, state, attempts, next_attempt_at) SELECT key + i, org, action, state, 0, next_attempt_at FROM executions, n WHERE key = {key}
        """,
        $"""
        WITH RECURSIVE n(i) AS (SELECT 1 WHERE {more} > 0 UNION ALL SELECT i + 1 FROM n WHERE i < {more})
        INSERT INTO outbox (key, org, target, receiver, due_at, claimed_by, fence, waited, body) SELECT key + i, org, target, receiver, due_at, 0, 0, 0, body FROM outbox, n WHERE key = {key}
        """);

    private static Task<bool> RunAsync(TestServer server, params string[] commands) => server.Get<WriteLane>().GroupAsync(
        statements =>
        {
            foreach (var command in commands)
            {
                statements[new Sql(command)].Run();
            }

            return true;
        },
        TestContext.Current.CancellationToken);

    private static async Task<List<long>> RowsAsync(TestServer server)
    {
        await using var db = server.Get<IDbContextFactory<CoopDb>>().CreateDbContext();
        return await db.Set<OutboxRow>().OrderBy(row => row.Key).Select(row => row.Key).ToListAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<long> TargetAsync(TestServer server, long key)
    {
        await using var db = server.Get<IDbContextFactory<CoopDb>>().CreateDbContext();
        return await db.Set<OutboxRow>().Where(row => row.Key == key).Select(row => row.Target).SingleAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<int> EndedAsync(TestServer server)
    {
        await using var db = server.Get<IDbContextFactory<CoopDb>>().CreateDbContext();
        return await db.Set<ActionExecutionRow>().CountAsync(row => row.LastError == DeliveryEnd.ActionDeleted && row.NextAttemptAt == null, TestContext.Current.CancellationToken);
    }
}
