using System.Diagnostics;
using Coop.Engine.Integrations;
using Coop.Engine.Signals;
using Coop.Plugins.Processes.Supervision;
using Coop.Tests.Support;

namespace Coop.Tests.Processes;

public sealed class NodeSupervisionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_in_flight_fail_with_their_process_and_the_next_waits_for_the_restart()
    {
        await using var node = new NodeFolder();
        node.Add("one", NodeSource.Plugin("ONE", ("WAITS", "() => new Promise(() => {})"), ("SERVES", NodeSource.Good)));
        node.List("./one");
        await node.LoadAsync();
        await node.RunAsync("SERVES");
        var process = Assert.Single(node.Processes());
        var waiting = Enumerable.Range(0, 20).Select(_ => node.RunAsync("WAITS")).ToList();
        Assert.Equal(SignalOutcome.Scored(true), await node.RunAsync("SERVES"));

        Process.GetProcessById(process).Kill();
        Assert.All(await Task.WhenAll(waiting), outcome => Assert.Equal(FailureKind.Crashed, outcome.Failure?.Kind));
        Assert.Equal(SignalOutcome.Scored(true), await node.RunAsync("SERVES"));
        Assert.NotEqual(process, Assert.Single(node.Processes()));
        Assert.Equal(IntegrationState.Active, node.Host.Current.Integrations[0].State);
    }

    [Fact]
    public async Task A_process_that_does_not_answer_pings_is_replaced_though_nobody_calls_it()
    {
        await using var node = new NodeFolder { Limits = ProcessLimits.Default with { PingEvery = TimeSpan.FromMilliseconds(200), PingLimit = TimeSpan.FromMilliseconds(500) } };
        node.Add("one", NodeSource.Plugin("ONE", ("SPINS_LATER", "async () => { setTimeout(() => { for (;;) {} }); return { score: true }; }"), ("SERVES", NodeSource.Good)));
        node.List("./one");
        await node.LoadAsync();
        var before = Assert.Single(node.Processes());
        await node.RunAsync("SPINS_LATER");
        Assert.NotEqual([before], await Eventually.SeeAsync(() => Task.FromResult(node.Processes()), now => now.Count == 1 && now[0] != before));
        Assert.Equal(SignalOutcome.Scored(true), await node.RunAsync("SERVES"));
    }

    [Fact]
    public async Task Too_many_crashes_put_it_into_quarantine_which_everybody_can_see_and_from_which_it_comes_back()
    {
        await using var node = new NodeFolder
        {
            Limits = ProcessLimits.Default with { MostCrashes = 3, FirstBackOff = TimeSpan.FromMilliseconds(10), Quarantine = TimeSpan.FromSeconds(2) },
        };
        node.Add("one", NodeSource.Plugin("ONE", ("DIES", "() => process.exit(9)"), ("SERVES", NodeSource.Good)));
        node.Add("two", NodeSource.Plugin("TWO", ("OTHER", NodeSource.Good)));
        node.List("./one", "./two");
        await node.LoadAsync();
        var (changes, catalogues, offered) = (0, 0, node.Host.Current);
        node.Host.HealthChanged += () => Interlocked.Increment(ref changes);
        node.Host.Changed += () => Interlocked.Increment(ref catalogues);

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(FailureKind.Crashed, (await node.RunAsync("DIES")).Failure?.Kind);
        }

        await Eventually.SeeAsync(() => Task.FromResult(Volatile.Read(ref changes)), count => count > 0);
        var quarantined = node.Host.Current.Find("ONE")!;
        Assert.Equal(IntegrationState.Quarantined, quarantined.State);
        Assert.Contains(quarantined.Problems, problem => problem.Code == "integration.quarantined" && problem.Message.Contains("code 9", StringComparison.Ordinal));
        Assert.Equal(2, quarantined.Signals.Count);
        var refused = await node.RunAsync("SERVES");
        Assert.Equal(FailureKind.Crashed, refused.Failure?.Kind);
        Assert.Contains("ended 3 times", refused.Failure!.Reason, StringComparison.Ordinal);
        Assert.Equal(IntegrationState.Active, node.Host.Current.Find("TWO")?.State);
        Assert.Equal(SignalOutcome.Scored(true), await node.RunAsync("OTHER"));

        Assert.Equal(SignalOutcome.Scored(true), await Eventually.SeeAsync(() => node.RunAsync("SERVES"), outcome => outcome.Failure is null));
        Assert.Equal(IntegrationState.Active, node.Host.Current.Find("ONE")?.State);

        // Nothing that is offered has changed, so that no rule is compiled anew.
        Assert.Same(offered, node.Host.Current);
        Assert.Equal(0, Volatile.Read(ref catalogues));
        Assert.True((await node.Host.ReloadAsync(Cancel)).TryGet(out var reloaded));
        Assert.True(reloaded.Revision > offered.Revision);
    }

    [Fact]
    public async Task A_process_that_comes_back_as_something_else_is_not_let_in()
    {
        await using var node = new NodeFolder { Limits = ProcessLimits.Default with { MostCrashes = 2, FirstBackOff = TimeSpan.FromMilliseconds(10) } };
        node.Add("one", NodeSource.Plugin("ONE", ("SERVES", NodeSource.Good)));
        node.List("./one");
        await node.LoadAsync();
        node.Add("one", NodeSource.Plugin("ANOTHER", ("SERVES", NodeSource.Good)));
        Process.GetProcessById(Assert.Single(node.Processes())).Kill();
        var state = await Eventually.SeeAsync(() => Task.FromResult(node.Host.Current.Integrations[0]), it => it.State == IntegrationState.Quarantined);
        Assert.Contains("package was changed", Assert.Single(state.Problems, problem => !problem.IsWarning).Message, StringComparison.Ordinal);
        Assert.True((await node.Host.ReloadAsync(Cancel)).TryGet(out var catalogue));
        Assert.Equal(IntegrationState.Active, catalogue.Find("ANOTHER")?.State);
    }

    [Fact]
    public async Task A_cancelled_call_frees_its_caller_and_tells_the_plugin()
    {
        await using var node = new NodeFolder();
        node.Add("one", NodeSource.Plugin(
            "ONE",
            ("WAITS", "(_input, signal) => new Promise((_, reject) => { globalThis.started?.(); signal.addEventListener('abort', () => { globalThis.aborted = true; reject(signal.reason); }); })"),
            ("STARTED", "() => globalThis.aborted === undefined ? { score: true } : { score: false }")));
        node.List("./one");
        await node.LoadAsync();
        using var giveUp = new CancellationTokenSource();
        var waiting = node.Signal("WAITS").RunAsync(NodeFolder.InputOf("WAITS", "x"), giveUp.Token).AsTask();
        Assert.Equal(SignalOutcome.Scored(true), await node.RunAsync("STARTED"));
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(SignalOutcome.Scored(false), await Eventually.SeeAsync(() => node.RunAsync("STARTED"), outcome => !outcome.Score.AsBoolean()));
    }

    [Fact]
    public async Task What_it_writes_is_its_log_cut_and_counted()
    {
        var log = new KeptLog();
        await using var node = new NodeFolder { Loggers = log };
        node.Add("one", NodeSource.Plugin("ONE", ("TALKS", "async () => { console.log('hello'); console.error('x'.repeat(100000)); for (let i = 0; i < 5000; i++) console.log('flood'); return { score: true }; }")));
        node.List("./one");
        await node.LoadAsync();
        await node.RunAsync("TALKS");
        await Eventually.SeeAsync(() => Task.FromResult(log.Lines), lines => lines.Any(line => line.Contains("flood", StringComparison.Ordinal)) && lines.Any(line => line.StartsWith("stderr: x", StringComparison.Ordinal)));
        await node.Host.DisposeAsync();
        Assert.Contains("stdout: hello", log.Lines);
        Assert.All(log.Lines, line => Assert.InRange(line.Length, 0, 2100));
        Assert.InRange(log.Lines.Count(line => line.Contains("flood", StringComparison.Ordinal)), 1, 1000);
    }

    [Fact]
    public async Task Promises_that_nobody_awaits_are_logged_counted_and_end_nothing()
    {
        var log = new KeptLog();
        await using var node = new NodeFolder { Loggers = log };
        node.Add("one", NodeSource.Plugin("ONE", (
            "REJECTS", "async () => { Promise.reject(Object.create(null)); for (let i = 0; i < 5000; i++) Promise.reject(new Error('flood')); await new Promise((done) => setTimeout(done)); return { score: true }; }")));
        node.List("./one");
        await node.LoadAsync();
        var before = Assert.Single(node.Processes());
        Assert.Equal(SignalOutcome.Scored(true), await node.RunAsync("REJECTS"));
        Assert.Equal(SignalOutcome.Scored(true), await node.RunAsync("REJECTS"));
        Assert.Equal(before, Assert.Single(node.Processes()));
        Assert.Contains(log.Lines, line => line.Contains("Threw an object that is no Error", StringComparison.Ordinal));
        Assert.InRange(log.Lines.Count(line => line.Contains("flood", StringComparison.Ordinal)), 1, 2000);
    }

    [Fact]
    public async Task No_process_outlives_a_host_that_is_killed_even_one_that_spins()
    {
        await using var node = new NodeFolder();
        node.Add("one", NodeSource.Plugin("ONE", ("SERVES", NodeSource.Good)) + "\nsetTimeout(() => { for (;;) {} }, 300);");
        node.List("./one");
        using var server = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(Repo.Output("src", "Coop.Server"), "Coop.Server.dll"), "--urls", "http://127.0.0.1:0", "--data", node.Folder["data/x"]])
        {
            WorkingDirectory = node.Folder.Root,
            Environment = { ["INTEGRATIONS_CONFIG_PATH"] = Path.Combine(node.Folder.Root, "integrations.config.json") },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            server.OutputDataReceived += (_, _) => { };
            server.BeginOutputReadLine();
            server.ErrorDataReceived += (_, _) => { };
            server.BeginErrorReadLine();
            var started = await Eventually.SeeAsync(() => Task.FromResult(NodeFolder.ProcessesOf(node.Folder.Root).Except([server.Id]).ToList()), found => found.Count > 0);
            Assert.NotEmpty(started);
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync(Cancel);
        }

        Assert.Empty(await Eventually.SeeAsync(() => Task.FromResult(NodeFolder.ProcessesOf(node.Folder.Root)), left => left.Count == 0));
    }

    [Fact]
    public async Task A_reload_replaces_the_process_and_the_old_one_goes_when_its_calls_are_done()
    {
        await using var node = new NodeFolder();
        node.Add("one", NodeSource.Plugin("ONE", ("SERVES", NodeSource.Good)));
        node.List("./one");
        await node.LoadAsync();
        var old = node.Signal("SERVES");
        node.Add("one", NodeSource.Plugin("ONE", ("SERVES", "() => ({ score: false })")));
        Assert.True((await node.Host.ReloadAsync(Cancel)).TryGet(out _));
        Assert.Equal(SignalOutcome.Scored(false), await node.RunAsync("SERVES"));
        Assert.Equal(SignalOutcome.Scored(true), await old.RunAsync(NodeFolder.InputOf("SERVES", "x"), Cancel));
        await node.Host.DisposeAsync();
        Assert.Empty(node.Processes());
    }
}
