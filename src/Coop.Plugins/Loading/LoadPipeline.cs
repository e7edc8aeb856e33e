using Coop.Engine.Integrations;
using Coop.Plugins.ConfigFile;
using Coop.Plugins.Packages;

namespace Coop.Plugins.Loading;

/// <summary>discover → verify → start, every entry for itself and all at once; then register, in file order.</summary>
internal sealed class LoadPipeline(IReadOnlyList<IIntegrationRuntime> runtimes, string cacheDirectory)
{
    /// <param name="revision">Of the catalogue that comes of it.</param>
    public async Task<LoadedSet> LoadAsync(IntegrationsConfig config, long revision, CancellationToken cancellationToken)
    {
        var discover = new DiscoverStep(new PackageLocator(config.Directory, cacheDirectory));
        var loading = config.Entries.Select(entry => Task.Run(() => LoadAsync(entry, discover, cancellationToken), CancellationToken.None)).ToList();
        try
        {
            var attempts = await Task.WhenAll(loading).ConfigureAwait(false);
            return await new RegisterStep(config.RequireModelCards).RunAsync(attempts, revision).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            foreach (var done in loading.Where(task => task.IsCompletedSuccessfully))
            {
                await LoadedSet.StopAsync((await done.ConfigureAwait(false)).Started).ConfigureAwait(false);
            }

            throw;
        }
    }

    private async Task<LoadAttempt> LoadAsync(ConfigEntry entry, DiscoverStep discover, CancellationToken cancellationToken)
    {
        var attempt = new LoadAttempt { Entry = entry };
        try
        {
            attempt = discover.Run(attempt);
            if (attempt.Ended is not null)
            {
                return attempt;
            }

            var kind = attempt.Package!.Runtime;
            if (runtimes.FirstOrDefault(runtime => runtime.Runs(kind, entry.Isolation)) is not { } runtime)
            {
                return attempt.End(IntegrationState.RuntimeMissing, MissingRuntime(entry, kind));
            }

            attempt = runtime.Verify(attempt);
            return attempt.Ended is null ? await runtime.StartAsync(attempt, cancellationToken).ConfigureAwait(false) : attempt;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return attempt.End(IntegrationState.Faulted, LoadProblems.Unexpected(e));
        }
    }

    private static IntegrationProblem MissingRuntime(ConfigEntry entry, IntegrationRuntime kind)
    {
        var (path, message) = kind == IntegrationRuntime.Node
            ? ($"{entry.Path}.package", "This is a Node integration, and this host has no Node runtime. Use a host that has one, or set \"enabled\": false.")
            : ($"{entry.Path}.isolation", "This host cannot run a .NET integration in a process of its own. Remove \"isolation\", or set \"enabled\": false.");
        return new IntegrationProblem(IntegrationCodes.RuntimeMissing, entry.Locate(path, message), path);
    }
}
