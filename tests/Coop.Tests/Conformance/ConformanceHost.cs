using Coop.Engine.Integrations;
using Coop.Engine.Signals;
using Coop.Integrations;
using Coop.Plugins;
using Coop.Tests.Processes;
using Coop.Tests.Support;

namespace Coop.Tests.Conformance;

/// <summary>A host that runs one of the twin fixtures in one runtime, on the real clock.</summary>
public abstract class ConformanceHost : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly CapturedLog _log = new();
    private IntegrationHost? _host;

    /// <summary>The entry's members that choose the fixture and the runtime.</summary>
    protected abstract string Fixture { get; }

    /// <summary>The entry's other members.</summary>
    internal string Settings { get; init; } = """ "config": { "greeting": "hello" }, "limits": { "timeoutMs": 60000, "startTimeoutMs": 60000 } """;

    internal MemoryConfigs Configs { get; } = new();

    internal IEnumerable<string> Logged => _log.Lines;

    internal IntegrationHost Host => _host!;

    internal Integration Integration => Assert.Single(Host.Current.Integrations);

    /// <summary>The processes that run for it.</summary>
    internal IReadOnlyList<int> Processes => NodeFolder.ProcessesOf(_folder.Root);

    internal abstract ConformanceHost Another(string settings);

    public async ValueTask InitializeAsync()
    {
        Write(enabled: true);
        _host = new IntegrationHost(
            new IntegrationHostOptions { ConfigPath = _folder["integrations.config.json"], WorkingDirectory = _folder.Root, CacheDirectory = _folder["cache"] },
            Configs,
            TimeProvider.System,
            _log);
        await _host.StartAsync(TestContext.Current.CancellationToken);
    }

    internal void Write(bool enabled) => _folder.Write(
        "integrations.config.json", $$"""{ "integrations": [ { {{Fixture}}, "enabled": {{(enabled ? "true" : "false")}}, {{Settings}} } ] }""");

    internal CatalogueSignal Signal(string id) => Host.Current.FindSignal(id) ?? throw new InvalidOperationException(NodeFolder.Describe(Host.Current));

    internal ValueTask<SignalOutcome> RunAsync(string signalId, string text, string orgId = "org") => RunAsync(Input(signalId, text, orgId));

    internal ValueTask<SignalOutcome> RunAsync(SignalInput input) => Signal(input.SignalId).RunAsync(input, TestContext.Current.CancellationToken);

    internal static SignalInput Input(string signalId, string text, string orgId = "org") => new() { OrgId = orgId, SignalId = signalId, Value = ScalarValue.Text(text) };

    /// <summary>The author's object, or the proxy of it: its optional interfaces are not seen through the catalogue.</summary>
    internal ISignal Behind(string signalId) => Signal(signalId).Author;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        _folder.Dispose();
    }

    protected static string Package(string name) => $"\"package\": \"{Repo.PathOf("tests", "plugins", name).Replace('\\', '/')}\"";
}

public sealed class InProcessHost : ConformanceHost
{
    protected override string Fixture => Package("Plugin.Conformance");

    internal override ConformanceHost Another(string settings) => new InProcessHost { Settings = settings };
}

public sealed class DotNetProcessHost : ConformanceHost
{
    protected override string Fixture => $"{Package("Plugin.Conformance")}, \"isolation\": \"process\"";

    internal override ConformanceHost Another(string settings) => new DotNetProcessHost { Settings = settings };
}

public sealed class NodeHost : ConformanceHost
{
    protected override string Fixture => Package("node-conformance");

    internal override ConformanceHost Another(string settings) => new NodeHost { Settings = settings };
}
