using System.Text.Json;
using Coop.Engine.Integrations;
using Coop.Integrations;
using Microsoft.Extensions.Logging;

namespace Coop.Plugins.Context;

/// <summary>The host as one integration sees it.</summary>
internal sealed class PluginContext : IPluginContext, IDisposable
{
    private readonly IntegrationManifest _manifest;
    private readonly PluginSurroundings _surroundings;
    private readonly HandedOutSecrets _secrets;
    private readonly EgressClients _clients;
    private volatile bool _admitted;

    /// <param name="secrets">Learns what the integration's code is given, so that its log is kept clean of it.</param>
    public PluginContext(IntegrationManifest manifest, JsonElement config, PluginSurroundings surroundings, HandedOutSecrets secrets)
    {
        (_manifest, _surroundings, _secrets, Config) = (manifest, surroundings, secrets, config);
        _clients = new EgressClients(manifest.Id, manifest.EgressHosts);
        secrets.Use(SecretFields.Of(manifest));
        Logger = new CleanLogger(surroundings.Loggers.CreateLogger(manifest.Id), secrets);
    }

    public string IntegrationId => _manifest.Id;

    public JsonElement Config { get; }

    public ILogger Logger { get; }

    public TimeProvider TimeProvider => _surroundings.Time;

    /// <summary>From now on its id is its own.</summary>
    public void Admit() => _admitted = true;

    public async ValueTask<OrgConfig> GetConfigAsync(string orgId, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(orgId);
        cancellationToken.ThrowIfCancellationRequested();
        if (!_admitted)
        {
            throw new InvalidOperationException($"{_manifest.Id} is not registered (yet, or any more): configurations can be read while signals are served, not in CreateSignals.");
        }

        var config = await _surroundings.Configs.GetAsync(orgId, _manifest.Id, cancellationToken).ConfigureAwait(false) ?? OrgConfig.Empty;
        _secrets.Learn(orgId, config);
        return config;
    }

    public HttpClient CreateHttpClient() => _clients.Create();

    public void Dispose()
    {
        _admitted = false;
        _clients.Dispose();
    }
}
