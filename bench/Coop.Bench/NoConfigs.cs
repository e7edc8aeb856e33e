using System.Text.Json;
using Coop.Engine.Integrations;
using Coop.Integrations;

namespace Coop.Bench;

/// <summary>No organisation has saved anything.</summary>
internal sealed class NoConfigs : IIntegrationConfigStore
{
    public event Action<string, string>? Changed
    {
        add { }
        remove { }
    }

    public ValueTask<OrgConfig> GetAsync(string orgId, string integrationId, CancellationToken cancellationToken) => ValueTask.FromResult(OrgConfig.Empty);

    public Task<SavedIntegrationConfig?> FindAsync(string orgId, string integrationId, CancellationToken cancellationToken) => Task.FromResult<SavedIntegrationConfig?>(null);

    public Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> ListConfiguredAsync(string orgId, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, IReadOnlyList<string>>>(new Dictionary<string, IReadOnlyList<string>>());

    public Task<DateTimeOffset?> SaveAsync(
        string orgId, string integrationId, JsonElement config, IReadOnlySet<string> secretKeys, int schemaVersion, string actor, DateTimeOffset? read, CancellationToken cancellationToken) =>
        Task.FromResult<DateTimeOffset?>(null);

    public Task<bool> DeleteAsync(string orgId, string integrationId, string actor, DateTimeOffset read, CancellationToken cancellationToken) => Task.FromResult(false);
}
