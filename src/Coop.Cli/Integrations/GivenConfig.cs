using System.Text.Json;
using Coop.Engine.Integrations;
using Coop.Integrations;

namespace Coop.Cli.Integrations;

/// <summary>The configuration given on the command line, as if every organisation had saved it for every integration. Nothing can be saved.</summary>
internal sealed class GivenConfig(OrgConfig config) : IIntegrationConfigStore
{
    public event Action<string, string>? Changed
    {
        add { }
        remove { }
    }

    public ValueTask<OrgConfig> GetAsync(string orgId, string integrationId, CancellationToken cancellationToken) => ValueTask.FromResult(config);

    public Task<SavedIntegrationConfig?> FindAsync(string orgId, string integrationId, CancellationToken cancellationToken) =>
        Task.FromResult(config.IsEmpty ? null : new SavedIntegrationConfig(config, 1, DateTimeOffset.UnixEpoch));

    public Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> ListConfiguredAsync(string orgId, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, IReadOnlyList<string>>>(new Dictionary<string, IReadOnlyList<string>>());

    public Task<DateTimeOffset?> SaveAsync(
        string orgId, string integrationId, JsonElement config, IReadOnlySet<string> secretKeys, int schemaVersion, string actor, DateTimeOffset? read,
        CancellationToken cancellationToken) =>
        throw new NotSupportedException("The command line saves no configurations.");

    public Task<bool> DeleteAsync(string orgId, string integrationId, string actor, DateTimeOffset read, CancellationToken cancellationToken) =>
        throw new NotSupportedException("The command line deletes no configurations.");
}
