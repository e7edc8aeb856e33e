using System.Collections.Concurrent;
using System.Text.Json;
using Coop.Engine.Integrations;
using Coop.Integrations;

namespace Coop.Tests.Support;

/// <summary>Organisations' configurations without a database.</summary>
internal sealed class MemoryConfigs : IIntegrationConfigStore
{
    private readonly ConcurrentDictionary<(string OrgId, string IntegrationId), SavedIntegrationConfig> _saved = new();
    private int _reads;
    private int _saves;

    public event Action<string, string>? Changed;

    public void Save(string orgId, string integrationId, string json)
    {
        _saved[(orgId, integrationId)] = new SavedIntegrationConfig(new OrgConfig(JsonDocument.Parse(json).RootElement), 1, DateTimeOffset.UnixEpoch.AddSeconds(Interlocked.Increment(ref _saves)));
        Changed?.Invoke(orgId, integrationId);
    }

    /// <summary>How often a configuration was read for an integration.</summary>
    public int Reads => Volatile.Read(ref _reads);

    public ValueTask<OrgConfig> GetAsync(string orgId, string integrationId, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        return ValueTask.FromResult(_saved.TryGetValue((orgId, integrationId), out var saved) ? saved.Config : OrgConfig.Empty);
    }

    public Task<SavedIntegrationConfig?> FindAsync(string orgId, string integrationId, CancellationToken cancellationToken) =>
        Task.FromResult(_saved.GetValueOrDefault((orgId, integrationId)));

    public Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> ListConfiguredAsync(string orgId, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, IReadOnlyList<string>>>(
            _saved.Where(saved => saved.Key.OrgId == orgId).ToDictionary(saved => saved.Key.IntegrationId, saved => saved.Value.UnreadableSecrets));

    public Task<DateTimeOffset?> SaveAsync(
        string orgId, string integrationId, JsonElement config, IReadOnlySet<string> secretKeys, int schemaVersion, string actor, DateTimeOffset? read,
        CancellationToken cancellationToken)
    {
        lock (_saved)
        {
            if (_saved.GetValueOrDefault((orgId, integrationId))?.UpdatedAt != read)
            {
                return Task.FromResult<DateTimeOffset?>(null);
            }

            Save(orgId, integrationId, config.GetRawText());
            return Task.FromResult(_saved.GetValueOrDefault((orgId, integrationId))?.UpdatedAt);
        }
    }

    public Task<bool> DeleteAsync(string orgId, string integrationId, string actor, DateTimeOffset read, CancellationToken cancellationToken) =>
        Task.FromResult(_saved.TryGetValue((orgId, integrationId), out var saved) && saved.UpdatedAt == read && _saved.TryRemove(new((orgId, integrationId), saved)));
}
