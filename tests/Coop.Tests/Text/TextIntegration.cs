using System.Text.Json;
using Coop.Engine.Integrations;
using Coop.Engine.Signals;
using Coop.Integrations;
using Coop.Plugins;
using Coop.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coop.Tests.Text;

/// <summary>The text integration as any host has it: loaded from its build output through the ordinary door.</summary>
public class TextIntegration : IAsyncLifetime
{
    private readonly TempFolder _cache = new();
    private readonly IntegrationHost _host;

    public TextIntegration()
        : this(new IntegrationHostOptions { Packages = [Package] })
    {
    }

    /// <param name="config">The entry's.</param>
    protected TextIntegration(string config)
        : this(new IntegrationHostOptions())
    {
        _cache.Write("integrations.config.json", $$"""{ "integrations": [ { "package": {{JsonSerializer.Serialize(Package)}}, "config": {{config}} } ] }""");
    }

    private TextIntegration(IntegrationHostOptions options) => _host = new IntegrationHost(
        options with { ConfigPath = options.Packages is null ? _cache["integrations.config.json"] : null, CacheDirectory = _cache["cache"] },
        new MemoryConfigs(),
        TimeProvider.System,
        NullLoggerFactory.Instance);

    private static string Package => Repo.Output("integrations", "Coop.Integration.Text");

    public ISignalRunner Runner { get; } = SignalCalls.Runner();

    public Integration Integration => Assert.Single(_host.Current.Integrations);

    public CatalogueSignal Signal(string id) => _host.Current.FindSignal(id) ?? throw new InvalidOperationException($"{id} is not loaded.");

    public SignalMatcher Compile(string signalId, IReadOnlyList<MatchingValues> sets) =>
        Runner.CompileAsync(Signal(signalId), "org", sets, TimeSpan.FromMinutes(5), CancellationToken.None).AsTask().GetAwaiter().GetResult().Matcher
            ?? throw new InvalidOperationException($"{signalId} has no matcher.");

    public ValueTask<SignalOutcome> RunAsync(string signalId, string text, params string[] values) =>
        RunAsync(signalId, text, new MatchingValues { Strings = values });

    public ValueTask<SignalOutcome> RunAsync(string signalId, string text, MatchingValues values) => Runner.RunAsync(
        new SignalCall(Signal(signalId), new SignalInput { OrgId = "org", SignalId = signalId, Value = ScalarValue.Text(text), MatchingValues = values }),
        TestContext.Current.CancellationToken);

    public async ValueTask InitializeAsync() => await _host.StartAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _host.DisposeAsync();
        _cache.Dispose();
    }
}
