using Coop.Engine.Integrations;

namespace Coop.Plugins.Loading;

/// <summary>A catalogue with the running code behind it.</summary>
/// <param name="LongestCall">No call of a signal takes longer.</param>
internal sealed record LoadedSet(IntegrationCatalogue Catalogue, IReadOnlyList<StartedIntegration> Running, TimeSpan LongestCall) : IAsyncDisposable
{
    public static LoadedSet Empty { get; } = new(IntegrationCatalogue.Empty, [], TimeSpan.Zero);

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
