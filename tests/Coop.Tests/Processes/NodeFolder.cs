using Coop.Engine.Integrations;
using Coop.Engine.Signals;
using Coop.Integrations;
using Coop.Plugins;
using Coop.Plugins.Processes.Supervision;
using Coop.Tests.Support;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coop.Tests.Processes;

/// <summary>A folder with a config file and Node packages, and a host that really runs them, on the real clock.</summary>
internal sealed class NodeFolder : IAsyncDisposable
{
    private readonly TempFolder _cache = new();
    private IntegrationHost? _host;

    public TempFolder Folder { get; } = new();

    public MemoryConfigs Configs { get; } = new();

    public string CacheDirectory => _cache.Root;

    /// <summary>Impatient where the ordinary host can wait, so that tests need not.</summary>
    public ProcessLimits Limits { get; init; } = ProcessLimits.Default with { PingLimit = TimeSpan.FromMilliseconds(500) };

    public string? NodeExecutable { get; init; }

    public string ConfigFile { get; init; } = "integrations.config.json";

    public ILoggerFactory Loggers { get; init; } = NullLoggerFactory.Instance;

    public IntegrationHost Host => _host ??= new IntegrationHost(
        new IntegrationHostOptions
        {
            ConfigPath = Path.Combine(Folder.Root, ConfigFile),
            WorkingDirectory = Folder.Root,
            CacheDirectory = _cache.Root,
            Processes = Limits,
            NodeExecutable = NodeExecutable,
            StartTimeout = TimeSpan.FromSeconds(30),
        },
        Configs,
        TimeProvider.System,
        Loggers);

    /// <summary>Writes an ES module package that exports what the source says.</summary>
    public void Add(string name, string source)
    {
        Folder.Write($"{name}/package.json", $$"""{ "name": "{{name}}", "version": "1.0.0", "type": "module", "main": "index.js" }""");
        Folder.Write($"{name}/index.js", source);
    }

    public void WriteConfig(string json) => Folder.Write(ConfigFile, json);

    public void List(params IEnumerable<string> packages) =>
        WriteConfig($$"""{ "integrations": [ {{string.Join(", ", packages.Select(package => $$"""{ "package": "{{package}}" }"""))}} ] }""");

    public async Task<IntegrationCatalogue> LoadAsync() => (await Host.StartAsync(TestContext.Current.CancellationToken)).Value;

    public async Task<SignalOutcome> RunAsync(string signalId, string text = "x") =>
        await Signal(signalId).RunAsync(InputOf(signalId, text), TestContext.Current.CancellationToken);

    public CatalogueSignal Signal(string signalId) =>
        Host.Current.FindSignal(signalId) ?? throw new InvalidOperationException($"No signal {signalId}: {Describe(Host.Current)}");

    public static SignalInput InputOf(string signalId, string text) => new() { OrgId = "org1", SignalId = signalId, Value = ScalarValue.Text(text) };

    public static string Describe(IntegrationCatalogue catalogue) => string.Join("\n", catalogue.Integrations.Select(integration =>
        $"{integration.Package} {integration.State}: {string.Join("; ", integration.Problems.Select(problem => $"{problem.Code} at {problem.Path}: {problem.Message}"))}"));

    /// <summary>The processes that were started for this folder and still run.</summary>
    public IReadOnlyList<int> Processes() => ProcessesOf(_cache.Root);

    /// <summary>Processes whose command line names a folder.</summary>
    public static IReadOnlyList<int> ProcessesOf(string folder) =>
        [.. Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)).Select(name => int.Parse(name!, System.Globalization.CultureInfo.InvariantCulture))
            .Where(id => CommandLine(id).Contains(folder, StringComparison.Ordinal))];

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        Folder.Dispose();
        _cache.Dispose();
    }

    private static string CommandLine(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/cmdline");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
