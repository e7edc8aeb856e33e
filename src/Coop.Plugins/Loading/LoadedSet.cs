using Coop.Engine.Integrations;

namespace Coop.Plugins.Loading;

/// <summary>A catalogue with the running code behind it.</summary>
/// <param name="Catalogue">As it was loaded.</param>
/// <param name="Running">Of the active integrations, in the catalogue's order.</param>
/// <param name="LongestCall">No call of a signal takes longer.</param>
internal sealed record LoadedSet(IntegrationCatalogue Catalogue, IReadOnlyList<StartedIntegration> Running, TimeSpan LongestCall) : IAsyncDisposable
{
    public static LoadedSet Empty { get; } = new(IntegrationCatalogue.Empty, [], TimeSpan.Zero);

    /// <summary>
    /// The catalogue as it stands now: an integration that cannot serve for the moment is shown as such. Its signals stay, so that no rule loses them, and
    /// their calls fail with the reason.
    /// </summary>
    public IntegrationCatalogue Now()
    {
        var running = Running.GetEnumerator();
        return new IntegrationCatalogue([.. Catalogue.Integrations.Select(integration =>
            integration.State == IntegrationState.Active && running.MoveNext() && running.Current.Running.Trouble is { } trouble
                ? integration with { State = IntegrationState.Quarantined, Problems = [.. integration.Problems, trouble] }
                : integration)]);
    }

    /// <summary>Those that can be freed at once because the set that follows no longer has their integration.</summary>
    public IEnumerable<StartedIntegration> GoneIn(IntegrationCatalogue next) => Catalogue.Integrations
        .Where(integration => integration.State == IntegrationState.Active)
        .Zip(Running)
        .Where(pair => pair.Second.Running.FreesAtOnce && next.Find(pair.First.Id!)?.State != IntegrationState.Active)
        .Select(pair => pair.Second);

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
