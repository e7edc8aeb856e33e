using System.Text.Json;
using Coop.Integrations;
using Microsoft.Extensions.Logging;

namespace Coop.Plugins.Context;

/// <summary>The host as one integration sees it.</summary>
internal sealed class PluginContext(IntegrationManifest manifest, JsonElement config, PluginSurroundings surroundings) : IPluginContext, IDisposable
{
    private readonly EgressClients _clients = new(manifest.Id, manifest.EgressHosts);
    private volatile bool _admitted;

    public string IntegrationId => manifest.Id;

    public JsonElement Config => config;

    public ILogger Logger { get; } = surroundings.Loggers.CreateLogger(manifest.Id);

    public TimeProvider TimeProvider => surroundings.Time;

    /// <summary>From now on its id is its own.</summary>
    public void Admit() => _admitted = true;

    public async ValueTask<OrgConfig> GetConfigAsync(string orgId, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(orgId);
        cancellationToken.ThrowIfCancellationRequested();
        if (!_admitted)
        {
            throw new InvalidOperationException($"{manifest.Id} is not registered (yet, or any more): configurations can be read while signals are served, not in CreateSignals.");
        }

        return await surroundings.Configs.GetAsync(orgId, manifest.Id, cancellationToken).ConfigureAwait(false) ?? OrgConfig.Empty;
    }

    public HttpClient CreateHttpClient() => _clients.Create();

    public void Dispose()
    {
        _admitted = false;
        _clients.Dispose();
    }
}
