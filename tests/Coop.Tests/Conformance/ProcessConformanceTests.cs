using System.Diagnostics;
using Coop.Engine.Integrations;
using Coop.Engine.Signals;
using Coop.Tests.Support;

namespace Coop.Tests.Conformance;

/// <summary>The suite, and what a process of its own adds.</summary>
public abstract class ProcessConformanceTests(ConformanceHost host) : ConformanceTests(host)
{
    [Fact]
    public async Task A_configuration_is_asked_for_once()
    {
        Host.Configs.Save("careful", "CONFORMANCE", """{ "greeting": "one" }""");
        Assert.Equal("one", (await Host.RunAsync("CONF_CONFIG", "x", "careful")).Score.AsText());
        var asked = Host.Configs.Reads;
        Assert.Equal("one", (await Host.RunAsync("CONF_CONFIG", "x", "careful")).Score.AsText());
        Assert.Equal(asked, Host.Configs.Reads);
    }

    [Fact]
    public async Task A_killed_process_fails_its_calls_and_the_next_is_served()
    {
        await using var host = Host.Another(Host.Settings);
        await host.InitializeAsync();
        var waiting = host.RunAsync("CONF_WAIT", "x").AsTask();
        Assert.True((await host.RunAsync("CONF_PLAIN", "x")).Score.AsBoolean());
        Kill(host);
        Assert.Equal(FailureKind.Crashed, (await waiting).Failure?.Kind);
        Assert.True((await host.RunAsync("CONF_PLAIN", "x")).Score.AsBoolean());
        Assert.Equal(IntegrationState.Active, host.Integration.State);
    }

    [Fact]
    public async Task Disabling_it_ends_its_process_at_once()
    {
        await using var host = Host.Another(Host.Settings);
        await host.InitializeAsync();
        Assert.Single(host.Processes);
        host.Write(enabled: false);
        await host.Host.ReloadAsync(TestContext.Current.CancellationToken);
        Assert.Equal(IntegrationState.Disabled, host.Integration.State);
        // Long before the set it belonged to would be let go of.
        await Eventually.SeeAsync(() => host.Processes.Count == 0);
    }

    [Fact]
    public async Task Stopping_the_host_leaves_no_process()
    {
        var host = Host.Another(Host.Settings);
        await host.InitializeAsync();
        var started = Assert.Single(host.Processes);
        await host.DisposeAsync();
        await Eventually.SeeAsync(() => !Directory.Exists($"/proc/{started}"));
    }

    private static void Kill(ConformanceHost host)
    {
        using var process = Process.GetProcessById(Assert.Single(host.Processes));
        process.Kill();
    }
}
