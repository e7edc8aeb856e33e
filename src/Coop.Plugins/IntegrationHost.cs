using Coop.Engine.Integrations;
using Coop.Engine.Problems;
using Coop.Plugins.ConfigFile;
using Coop.Plugins.Context;
using Coop.Plugins.Loading;
using Coop.Plugins.Loading.DotNet;
using Coop.Plugins.Processes.DotNet;
using Coop.Plugins.Processes.Node;
using Microsoft.Extensions.Logging;

namespace Coop.Plugins;

/// <summary>
/// The door of this room: reads the config file, loads what it lists, and keeps the catalogue. No integration can make it fail; only a config file
/// that cannot be read is refused, and then the set before it stays. Thread-safe.
/// </summary>
public sealed class IntegrationHost : IIntegrationCatalogueSource, IAsyncDisposable
{
    private readonly IntegrationHostOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly LoadPipeline _pipeline;
    private readonly RunFolders _folders;
    private readonly SemaphoreSlim _loading = new(1, 1);
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Task> _draining = [];
    private volatile LoadedSet _set = LoadedSet.Empty;

    public IntegrationHost(IntegrationHostOptions options, IIntegrationConfigStore configs, TimeProvider time, ILoggerFactory loggers)
    {
        (_options, _time, _log) = (options, time, loggers.CreateLogger<IntegrationHost>());
        _folders = new RunFolders(options.CacheDirectory);
        var surroundings = new PluginSurroundings(configs, loggers, time);
        _pipeline = new LoadPipeline(
            [
                new DotNetRuntime(surroundings, _folders, options.StartTimeout),
                new DotNetProcessRuntime(surroundings, _folders, options.StartTimeout, options.Processes),
                new NodeRuntime(surroundings, _folders, options.StartTimeout, options.Processes, options.NodeExecutable),
            ],
            options.CacheDirectory);
    }

    public IntegrationCatalogue Current => _set.Catalogue;

    public event Action? Changed;

    public event Action? HealthChanged;

    /// <summary>Warnings about the config file as a whole; those about an entry are its integration's.</summary>
    public IReadOnlyList<IntegrationProblem> FileProblems { get; private set; } = [];

    /// <summary>Loads for the first time. A refusal lists everything wrong with the file, each with path, line and column.</summary>
    public Task<Result<IntegrationCatalogue>> StartAsync(CancellationToken cancellationToken) => LoadAsync(cancellationToken);

    /// <summary>Loads a new set beside the one that serves and swaps it. Calls in flight finish on the old one. After a refusal the old one stays.</summary>
    public Task<Result<IntegrationCatalogue>> ReloadAsync(CancellationToken cancellationToken) => LoadAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
        {
            return;
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        await _loading.WaitAsync().ConfigureAwait(false);
        try
        {
            await Task.WhenAll(_draining).ConfigureAwait(false);
            await _set.DisposeAsync().ConfigureAwait(false);
            _set = LoadedSet.Empty;
            _folders.Dispose();
        }
        finally
        {
            // A reload that came just before still waits here: it has to learn that there is nothing to reload.
            _loading.Release();
        }
    }

    private async Task<Result<IntegrationCatalogue>> LoadAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_stopping.IsCancellationRequested, this);
        await _loading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_stopping.IsCancellationRequested, this);
            var read = ReadConfig();
            if (!read.TryGet(out var config))
            {
                foreach (var problem in read.Problems)
                {
                    IntegrationLog.ConfigRefused(_log, problem.Code, problem.Detail);
                }

                return Result<IntegrationCatalogue>.Refused(read.Problems);
            }

            var old = _set;
            var loaded = await _pipeline.LoadAsync(config, old.Catalogue.Revision + 1, cancellationToken).ConfigureAwait(false);
            loaded.Watch(() =>
            {
                if (_set == loaded)
                {
                    HealthChanged?.Invoke();
                }
            });
            FileProblems = config.Problems;
            IntegrationLog.Tell(_log, config, loaded.Catalogue);
            _set = loaded;
            Changed?.Invoke();
            Drain(old);
            return loaded.Catalogue;
        }
        finally
        {
            _loading.Release();
        }
    }

    private Result<IntegrationsConfig> ReadConfig() => _options.Packages is { } packages
        ? IntegrationsConfig.Of(packages, _options.WorkingDirectory)
        : ConfigFileReader.Read(ConfigFileLocation.Find(
            _options.ConfigPath ?? Environment.GetEnvironmentVariable(ConfigFileLocation.EnvironmentVariable), _options.WorkingDirectory, _options.ServerDirectory));

    private void Drain(LoadedSet old)
    {
        _draining.RemoveAll(task => task.IsCompleted);
        if (old.Running.Count > 0)
        {
            _draining.Add(DrainAsync(old));
        }
    }

    /// <summary>
    /// What is no longer wanted and has a process of its own goes at once. Of the rest, every call has a time limit, so that once it and a margin have passed
    /// nobody is inside any more.
    /// </summary>
    private async Task DrainAsync(LoadedSet old)
    {
        await Task.WhenAll(old.GoneIn(_set.Catalogue).Select(gone => LoadedSet.StopAsync(gone).AsTask())).ConfigureAwait(false);
        await Task.Delay(old.LongestCall + _options.DrainTime, _time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await old.DisposeAsync().ConfigureAwait(false);
    }
}
