using Coop.Engine.Integrations;

namespace Coop.Plugins.Loading;

/// <summary>A catalogue with the running code behind it.</summary>
/// <param name="Catalogue">What is offered.</param>
/// <param name="Running">Of the integrations that were loaded, in the catalogue's order.</param>
/// <param name="LongestCall">No call of a signal takes longer, its wait for a turn included.</param>
internal sealed record LoadedSet(IntegrationCatalogue Catalogue, IReadOnlyList<StartedIntegration> Running, TimeSpan LongestCall) : IAsyncDisposable
{
    public static LoadedSet Empty { get; } = new(IntegrationCatalogue.Empty, [], TimeSpan.Zero);

    /// <summary>Keeps the catalogue's health true to the running code, and tells of each change.</summary>
    public void Watch(Action changed)
    {
        foreach (var (integration, started) in Pairs)
        {
            var gate = new Lock();
            void Follow()
            {
                // Read and kept under one lock, so that of two changes the later one stays.
                lock (gate)
                {
                    integration.Health.Set(started.Running.Trouble);
                }
            }

            started.Running.TroubleChanged += () =>
            {
                Follow();
                changed();
            };
            // It may have come before anybody listened.
            Follow();
        }
    }

    /// <summary>Those that can be freed at once because the set that follows no longer has their integration.</summary>
    public IEnumerable<StartedIntegration> GoneIn(IntegrationCatalogue next) => Pairs
        .Where(pair => pair.Second.Running.FreesAtOnce && next.Find(pair.First.Id!)?.IsLoaded != true)
        .Select(pair => pair.Second);

    private IEnumerable<(Integration First, StartedIntegration Second)> Pairs => Catalogue.Integrations.Where(integration => integration.IsLoaded).Zip(Running);

    public static async ValueTask StopAsync(StartedIntegration? started)
    {
        if (started is not null)
        {
            await started.Running.DisposeAsync().ConfigureAwait(false);
            RunFolders.Delete(started.WorkFolder);
        }
    }

    public async ValueTask DisposeAsync() =>
        await Task.WhenAll(Running.Select(started => StopAsync(started).AsTask())).ConfigureAwait(false);
}
