using System.Net;
using Coop.Engine.Flow;
using Coop.Engine.Integrations;
using Coop.Server.Startup;
using Coop.Tests.Support;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Coop.Tests.Server;

/// <summary>A server that listens says that it is ready when every organisation's rules are in force, and not before.</summary>
public sealed class FirstPlansTests
{
    [Fact]
    public async Task It_is_ready_only_after_the_first_plans()
    {
        using var folder = new TempFolder();
        await using (var first = await TestServer.StartAsync(directory: folder.Root))
        {
            await first.CreateOrgAsync("A");
            await first.CreateOrgAsync("B");
        }

        HeldReader? reader = null;
        await using var app = CoopServer.Build(
            ["--urls", "http://127.0.0.1:0", "--COOP_DATA", folder["data"], "--INTEGRATIONS_CONFIG_PATH", folder["integrations.config.json"]],
            builder =>
            {
                builder.Logging.ClearProviders();
                builder.Services.AddSingleton<PlanReader>();
                builder.Services.AddSingleton<IPlanReader>(provider => reader = new HeldReader(provider.GetRequiredService<PlanReader>()));
            });
        _ = (await CoopServer.PrepareAsync(app, TestContext.Current.CancellationToken)).Value;
        await app.StartAsync(TestContext.Current.CancellationToken);
        var opening = CoopServer.OpenAsync(app, TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()) };
        await Eventually.SeeAsync(() => reader is { Asked: > 0 });

        using (var early = await client.Get("/ready"))
        {
            Assert.Equal(HttpStatusCode.InternalServerError, early.StatusCode);
            Assert.Equal("Unhealthy: The server is still starting.", await early.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        Assert.False(opening.IsCompleted);
        reader!.Open();
        await opening;
        Assert.Equal("Healthy", await client.Text("/ready"));
        await app.StopAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Reads when the test lets it.</summary>
    private sealed class HeldReader(PlanReader reader) : IPlanReader
    {
        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _asked;

        public int Asked => Volatile.Read(ref _asked);

        public void Open() => _open.SetResult();

        public async Task<PlanInForce> ReadAsync(string orgId, long revision, IntegrationCatalogue catalogue, PlanInForce? previous, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _asked);
            await _open.Task;
            return await reader.ReadAsync(orgId, revision, catalogue, previous, cancellationToken);
        }
    }
}
