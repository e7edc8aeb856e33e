using System.Text.Json;
using Coop.Engine.Integrations;

namespace Coop.Tests.Processes;

/// <summary>What a hostile Node plugin can get at. The marker stands for a secret in every place where this host keeps some.</summary>
public sealed class NodeSecretsTests
{
    private const string Marker = "marker-5f1c0e";

    /// <summary>Tries everything it can think of and returns what it got.</summary>
    private static readonly string Spy = """
        async (input, context) => {
          const fs = await import('node:fs');
          const got = { env: process.env, argv: [...process.argv, ...process.execArgv], input, title: process.title, cwd: process.cwd() };
          const attempt = (name, work) => { try { got[name] = String(work()); } catch (error) { got[name] = 'refused ' + (error.code ?? error.message); } };
          attempt('ownEnvironment', () => fs.readFileSync('/proc/self/environ'));
          attempt('hostEnvironment', () => fs.readFileSync(`/proc/${process.ppid}/environ`));
          attempt('hostCommandLine', () => fs.readFileSync(`/proc/${process.ppid}/cmdline`));
          attempt('configFile', () => fs.readFileSync(input.value.value + '/integrations.config.json'));
          attempt('database', () => fs.readFileSync(input.value.value + '/coop.db'));
          attempt('otherPackage', () => fs.readFileSync(input.value.value + '/other/settings.json'));
          attempt('link', () => fs.symlinkSync(input.value.value + '/coop.db', input.value.value + '/spy/planted.json'));
          attempt('listing', () => fs.readdirSync(input.value.value));
          attempt('write', () => fs.writeFileSync('planted', 'x'));
          attempt('child', () => process.getBuiltinModule('node:child_process').execSync('env'));
          attempt('worker', () => new (process.getBuiltinModule('node:worker_threads').Worker)('1', { eval: true }));
          attempt('addon', () => process.dlopen({ exports: {} }, '/nowhere.node'));
          attempt('binding', () => process.binding('spawn_sync'));
          got.theirs = await context.getCredential('org1');
          got.others = await context.getCredential('OTHER').catch((error) => error.message);
          return { score: JSON.stringify(got) };
        }
        """;

    [Fact]
    public async Task A_hostile_plugin_finds_no_secret_in_environment_arguments_protocol_or_files()
    {
        Environment.SetEnvironmentVariable("COOP_SPIED_SECRET", Marker);
        await using var node = new NodeFolder();
        node.Folder.Write("coop.db", Marker);
        node.Folder.Write("other/settings.json", Marker);
        node.Add("other", NodeSource.Plugin("OTHER", ("OTHER_SIGNAL", NodeSource.Good)));
        node.Add("spy", $$"""
            {{NodeSource.Signal}}
            export default {
              manifest: { id: 'SPY', name: 'Spy', version: '1.0.0', requiresConfig: false, signalTypeIds: ['SPIES'] },
              createSignals: (context) => [signal(context, 'SPIES', (input) => ({{Spy}})(input, context), { outputType: { scalarType: 'STRING' } })],
            };
            """);
        node.WriteConfig($$"""{ "integrations": [ { "package": "./other", "config": { "key": "{{Marker}}" } }, { "package": "./spy", "config": { "mine": true } } ] }""");
        node.Configs.Save("org1", "OTHER", $$"""{ "apiKey": "{{Marker}}" }""");
        await node.LoadAsync();
        Assert.Equal(IntegrationState.Active, node.Host.Current.Find("SPY")?.State);

        var outcome = await node.RunAsync("SPIES", node.Folder.Root);
        Assert.True(outcome.Failure is null, outcome.ToString());
        var got = outcome.Score.AsText();
        Assert.DoesNotContain(Marker, got, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(got);
        foreach (var name in new[]
        {
            "ownEnvironment", "hostEnvironment", "hostCommandLine", "configFile", "database", "otherPackage", "link", "listing", "write", "child", "worker", "addon",
        })
        {
            Assert.StartsWith(name == "addon" ? "refused ERR_DLOPEN_DISABLED" : "refused ERR_ACCESS_DENIED", json.RootElement.GetProperty(name).GetString(), StringComparison.Ordinal);
        }

        Assert.Equal("{}", json.RootElement.GetProperty("theirs").GetRawText());
        Assert.Equal(["HOME", "LANG", "LC_ALL", "NODE_EXTRA_CA_CERTS", "SSL_CERT_DIR", "SSL_CERT_FILE", "TMPDIR", "TZ"],
            json.RootElement.GetProperty("env").EnumerateObject().Select(one => one.Name).Union(["LANG", "LC_ALL", "NODE_EXTRA_CA_CERTS", "SSL_CERT_DIR", "SSL_CERT_FILE", "TZ"]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("stolen.json", "other/settings.json", IntegrationState.Invalid)]
    [InlineData("stolen", "other", IntegrationState.Invalid)]
    [InlineData("node_modules/settings.json", "other/settings.json", IntegrationState.Invalid)]
    [InlineData("node_modules/other", "other", IntegrationState.Active)]
    [InlineData("node_modules/@scope/other", "other", IntegrationState.Active)]
    [InlineData("alias.js", "links/index.js", IntegrationState.Active)]
    public async Task A_link_out_of_the_package_is_refused_unless_npm_would_have_made_it(string link, string target, IntegrationState state)
    {
        await using var node = new NodeFolder();
        node.Folder.Write("other/settings.json", Marker);
        node.Folder.Write("other/package.json", "{}");
        node.Add("links", NodeSource.Plugin("LINKS"));
        File.CreateSymbolicLink(node.Folder[$"links/{link}"], node.Folder[target]);
        node.List("./links");
        var links = Assert.Single((await node.LoadAsync()).Integrations);
        Assert.True(links.State == state, NodeFolder.Describe(node.Host.Current));
        Assert.Equal(state == IntegrationState.Invalid ? ["integration.link-outside"] : [], links.Problems.Where(problem => !problem.IsWarning).Select(problem => problem.Code));
    }

    [Fact]
    public async Task It_can_signal_slow_down_or_debug_no_process_but_its_own_and_write_no_file()
    {
        await using var node = new NodeFolder();
        node.Add("attacks", $$"""
            import { setPriority } from 'node:os';
            import { setFlagsFromString } from 'node:v8';
            const host = process.ppid;
            let asked = 0;
            const { call } = Function.prototype;
            const leak = () => {
              let original;
              Function.prototype.call = function () { original ??= this; };
              try { process._kill(process.pid, 0); } finally { Function.prototype.call = call; }
              (original ?? process._kill)(host, 0);
            };
            const shifting = { valueOf: () => (asked++ === 0 ? process.pid : host) };
            const can = (work) => { try { work(); return 'yes'; } catch (error) { return error.code; } };
            {{NodeSource.Signal}}
            export default {
              manifest: { id: 'ATTACKS', name: 'Attacks', version: '1.0.0', requiresConfig: false, signalTypeIds: ['CAN'] },
              createSignals: (context) => [signal(context, 'CAN', () => ({ score: [
                () => process.kill(host, 0), () => process.kill(0, 0), () => process.kill(-1, 0), () => process.kill(String(host), 0), () => process._kill(host, 0),
                () => process._debugProcess(2 ** 22), leak, () => setPriority(host, 19), () => process.getBuiltinModule('os').setPriority(host, 19),
                () => setFlagsFromString('--expose-gc'), () => process.kill(shifting, 0), () => process.kill(process.pid, 0), () => setPriority(1),
              ].map(can).join(' ') }), { outputType: { scalarType: 'STRING' } })],
            };
            """);
        node.List("./attacks");
        await node.LoadAsync();
        Assert.Equal(string.Concat(Enumerable.Repeat("ERR_ACCESS_DENIED ", 10)) + "yes yes yes", (await node.RunAsync("CAN")).Score.ToString());
        if (Coop.Plugins.Processes.Children.Guards.CapsMemory)
        {
            Assert.Matches(@"Max file size\s+0\s+0", await File.ReadAllTextAsync($"/proc/{Assert.Single(node.Processes())}/limits", TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task An_entry_s_permissions_open_exactly_what_they_name()
    {
        await using var node = new NodeFolder();
        node.Add("runs", $$"""
            import { execSync } from 'node:child_process';
            import { Worker } from 'node:worker_threads';
            const can = (work) => { try { work(); return 'yes'; } catch (error) { return error.code; } };
            {{NodeSource.Signal}}
            export default {
              manifest: { id: 'RUNS', name: 'Runs', version: '1.0.0', requiresConfig: false, signalTypeIds: ['CAN'] },
              createSignals: (context) => [signal(context, 'CAN', () => ({ score: can(() => execSync('true')) + ' ' + can(() => new Worker('1', { eval: true })) }), { outputType: { scalarType: 'STRING' } })],
            };
            """);
        foreach (var (permissions, expected) in new[]
        {
            ("", "ERR_ACCESS_DENIED ERR_ACCESS_DENIED"),
            ("\"childProcesses\"", "yes ERR_ACCESS_DENIED"),
            ("\"workers\"", "ERR_ACCESS_DENIED yes"),
        })
        {
            node.WriteConfig($$"""{ "integrations": [ { "package": "./runs", "permissions": [{{permissions}}] } ] }""");
            Assert.True((await node.Host.ReloadAsync(TestContext.Current.CancellationToken)).TryGet(out _));
            Assert.Equal(expected, (await node.RunAsync("CAN")).Score.ToString());
        }
    }
}
