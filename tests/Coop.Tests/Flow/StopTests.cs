using System.Diagnostics;
using System.Net;
using Coop.Engine.Flow;
using Coop.Engine.Items;
using Coop.Storage.Stream;
using Coop.Tests.Loading;
using Coop.Tests.Storage;
using Coop.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Coop.Tests.Flow;

/// <summary>A server that is stopped while somebody waits for decisions that a slow signal keeps: it has a time to stop in, of which the last five seconds are for giving back.</summary>
public sealed class StopTests
{
    private const string Kept = "The items are stored; do not send them again. 1 of 1 are decided when the server, which is being stopped, runs again: ask /api/v1/admin/decisions?itemId=… after the time in Retry-After.";

    [Fact]
    public async Task The_real_server_answers_who_waits_gives_his_item_back_and_ends()
    {
        using var folder = new TempFolder();
        PluginCompiler.Publish(folder["slow"], "slow", new PluginSource
        {
            Id = "SLOW",
            SignalId = "SLOW_SIGNAL",
            Run = "Never.ComesAsync(cancellationToken)",
            Types = "public static class Never { public static async ValueTask<SignalResult> ComesAsync(CancellationToken gone) { await Task.Delay(-1, gone); return SignalResult.Scored(1); } }",
        }.ToString());
        var config = folder["integrations.config.json"];
        await File.WriteAllTextAsync(config, """{ "integrations": [ { "package": "./slow" } ] }""", TestContext.Current.CancellationToken);
        var org = await ProcessOrg.CreateAsync(folder["data"]);
        await using var server = await ServerProcess.StartAsync(folder["data"], config, environment: ("DOTNET_SHUTDOWNTIMEOUTSECONDS", "6"));
        var acme = org.At(server);
        var type = await acme.PostTypeAsync();
        await acme.RuleAsync("Measured", type, [], conditions: $$"""
            { "conjunction": "AND", "conditions": [ {
                "input": { "type": "CONTENT_FIELD", "name": "text", "contentTypeId": "{{type}}" },
                "signal": { "id": "{\"type\":\"SLOW_SIGNAL\"}", "type": "SLOW_SIGNAL" }, "comparator": "GREATER_THAN", "threshold": 0.5 } ] }
            """);
        var waiting = acme.PostAsync("/api/v1/items/evaluate", $$"""{ "items": [ {{Moderation.Item("a", type)}} ] }""");
        await Eventually.SeeAsync(() => QueueAsync(folder["data"]), rows => rows is [{ IsHeld: true }]);

        using (var kill = Process.Start("kill", ["-TERM", $"{server.Id}"]))
        {
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        using var answer = await waiting;
        var refused = await answer.JsonAsync();
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "submission.undecided", Kept), (answer.StatusCode, refused.FirstCode(), refused.FirstDetail()));
        Assert.Equal("/errors/service-unavailable", Assert.Single(refused.GetProperty("errors")[0].GetProperty("type").EnumerateArray()).GetString());
        await server.EndedAsync();
        Assert.DoesNotContain("Unhandled exception", server.Output, StringComparison.Ordinal);
        var row = Assert.Single(await QueueAsync(folder["data"]));
        Assert.Equal((false, 0, 0), (row.IsHeld, row.Failures, row.Trials));
    }

    [Fact]
    public async Task What_waits_for_its_turn_is_given_back_at_once_and_of_a_dry_run_it_is_said_that_nothing_is_kept()
    {
        using var folder = new TempFolder();
        await using var server = await FlowServer.StartAsync(new FlowOptions { AtOnce = 1 }, directory: folder.Root, more: Late);
        var (org, type) = await server.OrgAsync("Acme", isSlow: true);
        var first = org.PostAsync("/api/v1/items/evaluate", $$"""{ "items": [ {{Moderation.Item("first", type)}} ] }""");
        await Eventually.SeeAsync(() => server.Signal.Waiting == 1);
        var turns = Task.WhenAll(
            org.PostAsync("/api/v1/items/evaluate", $$"""{ "items": [ {{Moderation.Item("waits", type)}} ] }"""),
            org.PostAsync("/api/v1/items/evaluate", $$"""{ "items": [ {{Moderation.Item("dry", type)}} ], "dryRun": true }"""));
        await Eventually.SeeAsync(() => QueueAsync(folder["data"]), rows => rows.Count(row => row.IsHeld) == 2);

        var stopping = server.Server.Get<IHost>().StopAsync(TestContext.Current.CancellationToken);

        var answers = await turns;
        var (undecided, dry) = (await answers[0].JsonAsync(), await answers[1].JsonAsync());
        Assert.Equal(["submission.undecided", "submission.stopping"], [undecided.FirstCode(), dry.FirstCode()]);
        Assert.All(answers, answer => Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(10)), (answer.StatusCode, answer.Headers.RetryAfter!.Delta)));
        Assert.Equal(Kept, undecided.FirstDetail());
        Assert.False(first.IsCompleted);
        server.Signal.Open();
        Assert.Equal(HttpStatusCode.OK, (await first).StatusCode);
        await stopping;
        var row = Assert.Single(await QueueAsync(folder["data"]));
        Assert.Equal((false, 0, 0), (row.IsHeld, row.Failures, row.Trials));
    }

    [Fact]
    public async Task What_comes_while_it_stops_is_kept_for_whichever_server_runs_next()
    {
        using var folder = new TempFolder();
        await using (var server = await FlowServer.StartAsync(directory: folder.Root, more: Soon))
        {
            var (org, type) = await server.OrgAsync("Acme");
            var (flow, orgId, cancel) = (server.Server.Get<ItemFlow>(), org.Org.Id, TestContext.Current.CancellationToken);
            var itemType = (await server.Server.Get<CurrentPlans>().GetAsync(orgId, cancel)).ItemTypes[type];
            await server.Server.Get<IHost>().StopAsync(cancel);

            Assert.Null(await flow.SubmitAsync(orgId, [Item(itemType, "a")], null, cancel));
            var made = (await (await flow.DecideAsync(orgId, [Item(itemType, "b")], null, cancel)).Value.MadeAsync(cancel)).Value;
            Assert.Equal(new Answered(null, Undecided.Stopping), Assert.Single(made));
            Assert.Equal("submission.stopping", (await (await flow.TryOutAsync(orgId, [Item(itemType, "c")], cancel)).Value.MadeAsync(cancel)).Problems[0].Code);
            Assert.Equal([(false, 0, 0), (false, 0, 0)], (await QueueAsync(folder["data"])).Select(row => (row.IsHeld, row.Failures, row.Trials)));
        }

        await using var next = await FlowServer.StartAsync(directory: folder.Root);
        await Eventually.SeeAsync(() => QueueAsync(folder["data"]), rows => rows.Count == 0);
    }

    [Fact]
    public async Task What_a_thinker_has_taken_and_not_begun_is_waited_for()
    {
        using var folder = new TempFolder();
        var options = new FlowOptions { Thinkers = 1, Lease = TimeSpan.FromMilliseconds(1230) };
        using var clock = new HoldingTime(typeof(Thinkers), options.Lease / 6);
        await using var server = await FlowServer.StartAsync(options, clock, folder.Root, more: Late);
        var (org, type) = await server.OrgAsync("Acme");
        try
        {
            var isTaken = clock.HoldNext();
            await org.SubmitAsync(Moderation.Item("taken", type));
            await isTaken;
            await org.SubmitAsync(Moderation.Item("waits", type));
            var stopping = server.Server.Get<IHost>().StopAsync(TestContext.Current.CancellationToken);
            await Eventually.SeeAsync(() => QueueAsync(folder["data"]), rows => rows.Count(row => row.IsHeld) == 1);

            // Its lease is renewed on and on.
            var renewed = clock.Waits;
            await Eventually.SeeAsync(() => stopping.IsCompleted || clock.Waits > renewed + 1);
            Assert.False(stopping.IsCompleted);

            clock.GoOn();
            await stopping;
        }
        finally
        {
            clock.GoOn();
        }

        Assert.Equal(["taken"], await server.DecidedAsync(org));
        var row = Assert.Single(await QueueAsync(folder["data"]));
        Assert.Equal((false, 0, 0), (row.IsHeld, row.Failures, row.Trials));
    }

    /// <summary>What is over long before it is over at once.</summary>
    private static void Late(IServiceCollection services) => services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromHours(1));

    private static void Soon(IServiceCollection services) => services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(6));

    private static Item Item(ItemType type, string id) =>
        ItemNormalization.Normalize(new ItemDraft(id, type, System.Text.Json.JsonElement.Parse("""{ "text": "good" }"""), SchemaVariant.Original), new HashSet<string>()).Value;

    private static async Task<List<QueueRow>> QueueAsync(string data)
    {
        await using var room = StoreRoom.Beside(data);
        await using var db = room.Db();
        return await db.Set<QueueRow>().AsNoTracking().ToListAsync(StoreRoom.Cancel);
    }
}
