using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Coop.Integrations;

/// <summary>What the host lends to one integration. Thread-safe.</summary>
public interface IPluginContext
{
    /// <summary>The manifest's id.</summary>
    string IntegrationId { get; }

    /// <summary>
    /// The entry's <c>config</c> from <c>integrations.config.json</c>: a JSON object, empty when the entry has none. It is the same for
    /// every organisation and holds no secrets. A plugin that wants it bound to a type of its own implements <see cref="IStaticConfig{TConfig}"/>.
    /// </summary>
    JsonElement Config { get; }

    /// <summary>
    /// What an organisation saved for this integration. Never null; without members when nothing is saved. The host
    /// caches it and a change is seen by the next call, so call it on every run and keep nothing.
    /// </summary>
    /// <param name="orgId">The organisation, from <see cref="SignalInput.OrgId"/>.</param>
    /// <param name="cancellationToken">The token given to the call that needs it.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    ValueTask<OrgConfig> GetConfigAsync(string orgId, CancellationToken cancellationToken);

    /// <summary>
    /// An HTTP client made by the host: time limit, no cookies, connections shared and recycled. It may only reach the hosts named in
    /// <see cref="IntegrationManifest.EgressHosts"/> when that list is given. Cheap to create; disposing it does not close connections.
    /// </summary>
    HttpClient CreateHttpClient();

    /// <summary>A logger whose category is the integration's id. Never log item content or credentials.</summary>
    ILogger Logger { get; }

    /// <summary>The clock. Use it instead of the system clock so that your tests own the time.</summary>
    TimeProvider TimeProvider { get; }
}
