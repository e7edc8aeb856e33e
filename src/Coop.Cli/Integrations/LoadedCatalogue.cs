using Coop.Cli.Terminal;
using Coop.Engine.Integrations;
using Coop.Engine.Signals;
using Coop.Engine.Signals.Guard;
using Coop.Integrations;
using Coop.Plugins;
using Microsoft.Extensions.Logging;

namespace Coop.Cli.Integrations;

/// <summary>What a host would load, loaded here for the length of one command.</summary>
internal sealed class LoadedCatalogue : IAsyncDisposable
{
    private readonly ILoggerFactory _loggers;
    private readonly IntegrationHost _host;

    private LoadedCatalogue(IntegrationHostOptions options, OrgConfig orgConfig)
    {
        // The command tells of every problem itself; only what integrations log as going wrong is news.
        _loggers = LoggerFactory.Create(logging => logging
            .AddSimpleConsole(console => console.SingleLine = true)
            .AddFilter(typeof(IntegrationHost).Namespace, LogLevel.None)
            .SetMinimumLevel(LogLevel.Warning));
        var configs = new GivenConfig(orgConfig);
        _host = new IntegrationHost(options, configs, TimeProvider.System, _loggers);
        Runner = new SignalRunner(configs, TimeProvider.System);
    }

    public IntegrationCatalogue Catalogue => _host.Current;

    public ISignalRunner Runner { get; }

    /// <summary>What is wrong with the config file as a whole; when it is refused there are no integrations.</summary>
    public IReadOnlyList<IntegrationProblem> FileProblems { get; private set; } = [];

    /// <exception cref="UsageException">There is no such file.</exception>
    public static Task<LoadedCatalogue> OfConfigFileAsync(string? configFile, CancellationToken cancellationToken) =>
        configFile is not null && !File.Exists(configFile)
            ? throw new UsageException($"There is no file {configFile}. Give --config the path of an integrations.config.json.")
            : LoadAsync(new IntegrationHostOptions { ConfigPath = configFile }, OrgConfig.Empty, cancellationToken);

    /// <summary>One package, with what the one organisation there is has saved for it.</summary>
    public static Task<LoadedCatalogue> OfPackageAsync(string package, OrgConfig? orgConfig, CancellationToken cancellationToken) =>
        LoadAsync(new IntegrationHostOptions { Packages = [AsTyped(package)] }, orgConfig ?? OrgConfig.Empty, cancellationToken);

    /// <summary>One package as an entry of a config file in a folder would name it.</summary>
    public static Task<LoadedCatalogue> OfListedPackageAsync(string package, string folder, CancellationToken cancellationToken) =>
        LoadAsync(new IntegrationHostOptions { Packages = [package], WorkingDirectory = folder }, OrgConfig.Empty, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync().ConfigureAwait(false);
        _loggers.Dispose();
    }

    private static async Task<LoadedCatalogue> LoadAsync(IntegrationHostOptions options, OrgConfig orgConfig, CancellationToken cancellationToken)
    {
        var loaded = new LoadedCatalogue(options, orgConfig);
        try
        {
            var result = await loaded._host.StartAsync(cancellationToken).ConfigureAwait(false);
            loaded.FileProblems = result.TryGet(out _)
                ? loaded._host.FileProblems
                : [.. result.Problems.Select(IntegrationProblem.Of)];
            return loaded;
        }
        catch
        {
            await loaded.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>A shell completes file names without the ./ that tells a path from a package's name.</summary>
    private static string AsTyped(string package) =>
        !package.StartsWith('.') && (Directory.Exists(package) || File.Exists(package)) ? Path.GetFullPath(package) : package;
}
