using Coop.Engine.Integrations;
using Coop.Engine.Signals;
using Coop.Integrations;
using Coop.Plugins;
using Coop.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Coop.Tests.Loading;

/// <summary>A folder with a config file and integrations, and a host for it.</summary>
internal sealed class LoadedFolder(TimeProvider? time = null) : IAsyncDisposable
{
    private readonly TempFolder _cache = new();
    private IntegrationHost? _host;

    public TempFolder Folder { get; } = new();

    public MemoryConfigs Configs { get; } = new();

    public FakeTimeProvider Time { get; } = new();

    public IntegrationHostOptions Options => new()
    {
        ConfigPath = Path.Combine(Folder.Root, "integrations.config.json"),
        WorkingDirectory = Folder.Root,
        CacheDirectory = _cache.Root,
    };

    public string CacheDirectory => _cache.Root;

    public IntegrationHost Host => _host ??= new IntegrationHost(Options, Configs, time ?? Time, NullLoggerFactory.Instance);

    /// <summary>Compiles an integration into a folder of this one.</summary>
    public string Add(string name, PluginSource source) => PluginCompiler.Publish(Folder[name], Path.GetFileName(name), source.ToString());

    public void WriteConfig(string json) => Folder.Write("integrations.config.json", json);

    public void List(params IEnumerable<string> packages) =>
        WriteConfig($$"""{ "integrations": [ {{string.Join(", ", packages.Select(package => $$"""{ "package": "{{package}}" }"""))}} ] }""");

    public async Task<IntegrationCatalogue> LoadAsync() => (await Host.StartAsync(TestContext.Current.CancellationToken)).Value;

    public ValueTask<SignalOutcome> RunAsync(string signalId, string text, string orgId = "org") => Host.Current.FindSignal(signalId)!.RunAsync(
        new SignalInput { OrgId = orgId, SignalId = signalId, Value = ScalarValue.Text(text) }, TestContext.Current.CancellationToken);

    /// <summary>Lists one integration between two good ones, which must come up whatever it does, and returns it.</summary>
    public async Task<Integration> LoadAmongGoodOnesAsync(string package)
    {
        Add("first", new PluginSource { Id = "FIRST", SignalId = "FIRST_SIGNAL" });
        Add("last", new PluginSource { Id = "LAST", SignalId = "LAST_SIGNAL" });
        List("./first", package, "./last");
        var catalogue = await LoadAsync();
        Assert.Equal(IntegrationState.Active, catalogue.Find("FIRST")?.State);
        Assert.Equal(IntegrationState.Active, catalogue.Find("LAST")?.State);
        Assert.NotNull(catalogue.FindSignal("FIRST_SIGNAL"));
        Assert.NotNull(catalogue.FindSignal("LAST_SIGNAL"));
        Assert.Equal(package, catalogue.Integrations[1].Package);
        return catalogue.Integrations[1];
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        Folder.Dispose();
        _cache.Dispose();
    }
}
