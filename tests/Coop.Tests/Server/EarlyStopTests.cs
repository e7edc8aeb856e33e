using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Coop.Engine.Flow;
using Coop.Engine.Submissions;
using Coop.Server.Startup;
using Coop.Storage.Stream;
using Coop.Tests.Storage;
using Coop.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Coop.Tests.Server;

/// <summary>
/// A server that is stopped before its start is over, with items of an organisation whose first plan does not come to be: what it claimed meanwhile is given back, so that whoever starts
/// next neither waits for leases nor takes them for what ended the server.
/// </summary>
public sealed class EarlyStopTests
{
    private const int Items = 5;

    [Fact]
    public async Task Stopped_while_it_still_starts_it_gives_back_what_it_claimed_and_ends_well()
    {
        using var folder = new TempFolder();
        var data = await WithItemsThatWaitAsync(folder);
        string[] args = ["--urls", "http://127.0.0.1:0", "--COOP_DATA", data, "--INTEGRATIONS_CONFIG_PATH", folder["integrations.config.json"]];

        var exitCode = await ServerRun.RunAsync(args, serving: async (app, _) =>
        {
            await SeeHeldAsync(data, Items);
            app.Lifetime.StopApplication();
        });

        Assert.Equal(0, exitCode);
        await AllGivenBackAsync(data);
    }

    [Fact]
    public async Task The_real_server_does_so_when_it_is_asked_to_end_in_its_first_seconds()
    {
        using var folder = new TempFolder();
        var data = await WithItemsThatWaitAsync(folder);
        await using var server = await ServerProcess.StartAsync(data, folder["integrations.config.json"]);
        await SeeHeldAsync(data, Items);

        using (var kill = Process.Start("kill", ["-TERM", $"{server.Id}"]))
        {
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        await server.EndedAsync();
        Assert.DoesNotContain("Unhandled exception", server.Output, StringComparison.Ordinal);
        await AllGivenBackAsync(data);
    }

    /// <summary>What decides items is started before the addresses are opened, and a server whose address another one has is started again and again by whatever supervises it.</summary>
    [Fact]
    public async Task One_whose_address_is_taken_gives_back_what_it_claimed()
    {
        using var folder = new TempFolder();
        var data = await WithItemsThatWaitAsync(folder);
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        string[] args = ["--urls", $"http://{taken.LocalEndpoint}", "--COOP_DATA", data, "--INTEGRATIONS_CONFIG_PATH", folder["integrations.config.json"]];
        await using var app = CoopServer.Build(args, builder =>
        {
            builder.Logging.ClearProviders();
            builder.Services.AddHostedService(_ => new ListensOnlyOnce(() => SeeHeldAsync(data, Items)));
        });
        Assert.Empty((await CoopServer.PrepareAsync(app, TestContext.Current.CancellationToken)).Problems);

        Assert.Contains("address already in use", await Listening.BeginAsync(app), StringComparison.Ordinal);

        await AllGivenBackAsync(data);
    }

    [Fact]
    public async Task One_whose_start_breaks_off_after_it_listens_gives_back_what_it_claimed()
    {
        using var folder = new TempFolder();
        var data = await WithItemsThatWaitAsync(folder);
        string[] args = ["--urls", "http://127.0.0.1:0", "--COOP_DATA", data, "--INTEGRATIONS_CONFIG_PATH", folder["integrations.config.json"]];

        var exitCode = await ServerRun.RunAsync(args, serving: async (_, _) =>
        {
            await SeeHeldAsync(data, Items);
            throw new IOException("The disk is gone.");
        });

        Assert.Equal(1, exitCode);
        await AllGivenBackAsync(data);
    }

    private static async Task<string> WithItemsThatWaitAsync(TempFolder folder)
    {
        Submission[] submissions;
        await using (var server = await TestServer.StartAsync(directory: folder.Root))
        {
            var org = new Moderation(await server.CreateOrgAsync());
            var type = await org.PostTypeAsync();
            await org.RuleAsync("Bad text", type, []);
            var version = (await org.Org.Admin.Get($"/api/v1/admin/item-types/{type}").ExpectAsync(System.Net.HttpStatusCode.OK)).GetProperty("version").GetString()!;
            var now = TimeProvider.System.GetUtcNow();
            submissions =
            [
                .. Enumerable.Range(0, Items).Select(i => new Submission(Guid.NewGuid().ToString("N"), org.Org.Id, $"{i}", type, version, """{"text":"bad"}"""u8.ToArray(), now)),
            ];
        }

        await using var room = await StoreRoom.OverAsync(folder["data"]);
        await room.Get<IItemStream>().AppendAsync(submissions, null, StoreRoom.Cancel);
        await using var db = room.Db();
        Assert.Equal(1, await db.Database.ExecuteSqlRawAsync("UPDATE settings SET content = 'x' || content WHERE kind = 'RULE'", StoreRoom.Cancel));
        return folder["data"];
    }

    private static Task<List<QueueRow>> SeeHeldAsync(string data, int count) => Eventually.SeeAsync(() => QueueAsync(data), rows => rows.Count(row => row.IsHeld) == count);

    private static async Task AllGivenBackAsync(string data)
    {
        var rows = await QueueAsync(data);
        Assert.Equal(Items, rows.Count);
        Assert.All(rows, row => Assert.Equal((false, 0, 0), (row.IsHeld, row.Failures, row.Trials)));
    }

    private static async Task<List<QueueRow>> QueueAsync(string data)
    {
        await using var room = StoreRoom.Beside(data);
        await using var db = room.Db();
        return await db.Set<QueueRow>().AsNoTracking().ToListAsync(StoreRoom.Cancel);
    }

    /// <summary>The web server is the last that is started, behind this one.</summary>
    private sealed class ListensOnlyOnce(Func<Task> seeAsync) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => seeAsync();

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
