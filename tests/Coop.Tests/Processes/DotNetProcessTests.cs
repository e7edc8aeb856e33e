using System.Diagnostics;
using Coop.Engine.Integrations;
using Coop.Engine.Signals;
using Coop.Plugins.Processes.Connection;
using Coop.Plugins.Processes.DotNet;
using Coop.Plugins.Processes.Supervision;
using Coop.Tests.Loading;
using Coop.Tests.Support;

namespace Coop.Tests.Processes;

/// <summary>What an integration with <c>"isolation": "process"</c> can do to itself, and to nobody else.</summary>
public sealed class DotNetProcessTests : IAsyncLifetime
{
    private const string OnSpin = """if (input.Value!.Value.AsText() == "spin") { while (true) { } }""";

    private readonly NodeFolder _folder = new() { Limits = ProcessLimits.Default };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task An_exception_on_a_thread_of_its_own_ends_only_its_process_and_the_next_call_is_served()
    {
        Add("good", Doing("""if (input.Value!.Value.AsText() == "throw") new Thread(() => throw new InvalidOperationException("on my own thread")).Start();""", waits: "throw"));
        await LoadActiveAsync("good");
        var (before, failure) = (Assert.Single(_folder.Processes()), (await _folder.RunAsync("GOOD_SIGNAL", "throw")).Failure);
        Assert.Equal(FailureKind.Crashed, failure?.Kind);
        Assert.Equal(4, (await _folder.RunAsync("GOOD_SIGNAL", "four")).Score.AsNumber());
        Assert.NotEqual(before, Assert.Single(_folder.Processes()));
    }

    [Fact]
    public async Task Leaving_the_process_ends_only_its_process()
    {
        Add("good", Doing("""if (input.Value!.Value.AsText() == "exit") Environment.Exit(3);"""));
        await LoadActiveAsync("good");
        Assert.Equal(FailureKind.Crashed, (await _folder.RunAsync("GOOD_SIGNAL", "exit")).Failure?.Kind);
        Assert.Equal(4, (await _folder.RunAsync("GOOD_SIGNAL", "four")).Score.AsNumber());
    }

    [Fact]
    public async Task It_gets_no_more_memory_than_it_may_have()
    {
        Add("good", Doing("""if (input.Value!.Value.AsText() == "eat") { var all = new List<byte[]>(); while (true) { var more = new byte[8 << 20]; Array.Fill(more, (byte)1); all.Add(more); } }"""));
        _folder.WriteConfig("""{ "integrations": [ { "package": "./good", "isolation": "process", "limits": { "memoryMb": 128, "timeoutMs": 60000 } } ] }""");
        Assert.Equal(IntegrationState.Active, Assert.Single((await _folder.LoadAsync()).Integrations).State);
        var failure = (await _folder.RunAsync("GOOD_SIGNAL", "eat")).Failure;
        Assert.Equal(FailureKind.Crashed, failure?.Kind);
        Assert.Equal(4, (await _folder.RunAsync("GOOD_SIGNAL", "four")).Score.AsNumber());
    }

    [Fact]
    public async Task Calls_that_spin_keep_no_other_call_waiting()
    {
        Add("good", Doing(OnSpin));
        await LoadActiveAsync("good");
        using var giveUp = new CancellationTokenSource();
        var spinning = Enumerable.Range(0, 4)
            .Select(_ => _folder.Signal("GOOD_SIGNAL").RunAsync(NodeFolder.InputOf("GOOD_SIGNAL", "spin"), giveUp.Token).AsTask()).ToList();
        Assert.Equal(4, (await _folder.RunAsync("GOOD_SIGNAL", "four")).Score.AsNumber());
        await giveUp.CancelAsync();
        foreach (var call in spinning)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        }
    }

    [Fact]
    public async Task The_runner_leaves_with_its_host_whatever_its_integration_does()
    {
        // With no guard of the system around it: a host that was killed closes its end of the socket, and nothing else.
        var folder = Add("good", new PluginSource
        {
            Constructor = "AppDomain.CurrentDomain.ProcessExit += (_, _) => { while (true) { } }; for (var i = 0; i < 3 * Environment.ProcessorCount; i++) ThreadPool.QueueUserWorkItem(_ => { while (true) { } });",
        });
        using var address = new LocalListener();
        var start = new ProcessStartInfo(DotNetInstallation.Executable!, ["exec", DotNetInstallation.Runner, Path.Combine(folder, "good.dll"), "Fixture.Plugin"]) { WorkingDirectory = folder };
        (start.Environment["COOP_ADDRESS"], start.Environment["COOP_TOKEN"]) = (address.Address, "token");
        using var runner = Process.Start(start)!;
        try
        {
            await using (var host = new ProcessConnection(await address.AcceptAsync(Cancel), new SilentListener()))
            {
                var said = await host.CallAsync(
                    "initialize",
                    new("1.0", "1.0.0", null, new("good", folder), System.Text.Json.JsonElement.Parse("{}"), new(10_000, 5_000, 4_194_304)),
                    Coop.Plugins.Processes.Wire.WireJson.Default.InitializeParams,
                    Coop.Plugins.Processes.Wire.WireJson.Default.InitializeResult,
                    Cancel);
                Assert.Equal("GOOD_SIGNAL", Assert.Single(said.Signals!).SignalTypeId);
            }

            await runner.WaitForExitAsync(Cancel);
        }
        finally
        {
            runner.Kill();
        }
    }

    [Theory]
    [InlineData("""throw new InvalidOperationException("no licence");""", IntegrationState.Faulted, "integration.threw", "no licence")]
    [InlineData("Environment.Exit(7);", IntegrationState.Faulted, "integration.ended-while-starting", "exited with code 7")]
    [InlineData("""throw new System.IO.FileNotFoundException("gone", "Acme.Words, Version=1.0.0.0, Culture=neutral");""", IntegrationState.Faulted, "integration.missing-assembly", "Acme.Words")]
    public async Task A_start_that_fails_says_what_it_says_in_process(string constructor, IntegrationState state, string code, string says)
    {
        Add("bad", new PluginSource { Constructor = constructor });
        _folder.WriteConfig("""{ "integrations": [ { "package": "./bad", "isolation": "process" } ] }""");
        var bad = Assert.Single((await _folder.LoadAsync()).Integrations);
        Assert.Equal(state, bad.State);
        var problem = Assert.Single(bad.Problems);
        Assert.Equal(code, problem.Code);
        Assert.Contains(says, problem.Message, StringComparison.Ordinal);
        Assert.Empty(_folder.Processes());
    }

    [Fact]
    public async Task A_start_that_hangs_is_given_up_and_its_process_is_gone()
    {
        Add("bad", new PluginSource { Constructor = "while (true) { }" });
        _folder.WriteConfig("""{ "integrations": [ { "package": "./bad", "isolation": "process", "limits": { "startTimeoutMs": 1500 } } ] }""");
        var bad = Assert.Single((await _folder.LoadAsync()).Integrations);
        Assert.Equal((IntegrationState.Faulted, "integration.start-timed-out"), (bad.State, Assert.Single(bad.Problems).Code));
        Assert.Empty(_folder.Processes());
    }

    [Theory]
    [InlineData("null!", "manifest.null")]
    [InlineData("""new IntegrationManifest { Id = "lower", Name = "n", Version = "1.0.0", RequiresConfig = false, SignalTypeIds = new[] { "GOOD_SIGNAL" } }""", "manifest.id")]
    public async Task A_manifest_that_breaks_the_contract_is_told_as_in_process(string manifest, string code)
    {
        Add("bad", new PluginSource { Manifest = manifest });
        _folder.WriteConfig("""{ "integrations": [ { "package": "./bad" }, { "package": "./bad", "isolation": "process" } ] }""");
        var integrations = (await _folder.LoadAsync()).Integrations;
        Assert.All(integrations, integration => Assert.Equal(IntegrationState.Invalid, integration.State));
        Assert.Equal(integrations[0].Problems, integrations[1].Problems);
        Assert.Contains(integrations[1].Problems, problem => problem.Code == code);
        Assert.Empty(_folder.Processes());
    }

    [Fact]
    public async Task A_package_of_the_store_finds_the_packages_it_needs()
    {
        var root = _folder.Folder.Root;
        var library = PackedPackage.Library("2.0.0");
        PackedPackage.Install(PackedPackage.Pack(root, "Shared.Words", "2.0.0", [("lib/net8.0/Shared.Words.dll", library)]), root, "Shared.Words", "2.0.0");
        PackedPackage.Install(
            PackedPackage.Pack(root, "Needs.Words", "1.0.0", [("lib/net10.0/NEEDS.dll", PackedPackage.Plugin("NEEDS", library))], ("Coop.Integrations", "[1.0,2.0)"), ("Shared.Words", "2.0.0")),
            root, "Needs.Words", "1.0.0");
        _folder.WriteConfig("""{ "integrations": [ { "package": "nuget:Needs.Words", "isolation": "process" } ] }""");
        Assert.True(Assert.Single((await _folder.LoadAsync()).Integrations).State == IntegrationState.Active, NodeFolder.Describe(_folder.Host.Current));
        Assert.Equal("2.0.0", (await _folder.RunAsync("NEEDS_SIGNAL")).Score.AsText());
    }

    [Fact]
    public async Task A_new_build_runs_after_a_reload_and_not_before()
    {
        Add("good", new PluginSource { Run = "ValueTask.FromResult(SignalResult.Scored(1))" });
        await LoadActiveAsync("good");
        Add("good", new PluginSource { Run = "ValueTask.FromResult(SignalResult.Scored(2))" });
        using (var process = Process.GetProcessById(Assert.Single(_folder.Processes())))
        {
            process.Kill();
        }

        Assert.Equal(1, (await Eventually.SeeAsync(async () => await _folder.RunAsync("GOOD_SIGNAL"), outcome => outcome.Failure is null)).Score.AsNumber());
        await _folder.Host.ReloadAsync(Cancel);
        Assert.Equal(2, (await _folder.RunAsync("GOOD_SIGNAL")).Score.AsNumber());
    }

    private string Add(string name, PluginSource source) => PluginCompiler.Publish(_folder.Folder[name], name, source.ToString());

    /// <summary>The good integration, doing something before it answers.</summary>
    private static PluginSource Doing(string statement, string waits = "") => new()
    {
        DescriptorMembers = "Cost = 1,",
        Run = "Work.Run(input)",
        Types = $$"""
            public static class Work
            {
                public static async ValueTask<SignalResult> Run(SignalInput input)
                {
                    {{statement}}
                    if (input.Value!.Value.AsText() == "{{waits}}") await new TaskCompletionSource().Task;
                    return SignalResult.Scored((double)input.Value!.Value.AsText().Length);
                }
            }
            """,
    };

    private async Task LoadActiveAsync(string name)
    {
        _folder.WriteConfig($$"""{ "integrations": [ { "package": "./{{name}}", "isolation": "process", "limits": { "timeoutMs": 60000, "startTimeoutMs": 60000 } } ] }""");
        await _folder.LoadAsync();
        Assert.True(Assert.Single(_folder.Host.Current.Integrations).State == IntegrationState.Active, NodeFolder.Describe(_folder.Host.Current));
    }
}
