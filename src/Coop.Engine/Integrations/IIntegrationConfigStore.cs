using System.Text.Json;
using Coop.Integrations;

namespace Coop.Engine.Integrations;

/// <summary>
/// What organisations saved for integrations. Secret members are encrypted by the store before they reach the database and decrypted when
/// read through here; callers that show a configuration mask it.
/// </summary>
public interface IIntegrationConfigStore
{
    /// <summary>Empty when nothing is saved. Cached; a save is seen by the next read of this process.</summary>
    /// <exception cref="Problems.UnreadableSecretException">A secret cannot be decrypted.</exception>
    ValueTask<OrgConfig> GetAsync(string orgId, string integrationId, CancellationToken cancellationToken);

    /// <summary>Null when nothing is saved. Secrets that cannot be decrypted are left out and named, so that they can be saved again.</summary>
    Task<SavedIntegrationConfig?> FindAsync(string orgId, string integrationId, CancellationToken cancellationToken);

    /// <summary>By id of the integration an organisation has a configuration for, the secrets in it that cannot be decrypted.</summary>
    Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> ListConfiguredAsync(string orgId, CancellationToken cancellationToken);

    /// <summary>Replaces the whole object. The change is written to the audit log with the names of the keys that changed, never values.</summary>
    /// <param name="secretKeys">The members to encrypt.</param>
    /// <param name="actor">Who: an API key's or a user's id.</param>
    /// <param name="read">When what it replaces was saved, as it was read; null when nothing was. Nothing is saved over another one.</param>
    /// <returns>When it was saved, later than what it replaces whatever the clock says; null when something else is there than was read.</returns>
    Task<DateTimeOffset?> SaveAsync(
        string orgId, string integrationId, JsonElement config, IReadOnlySet<string> secretKeys, int schemaVersion, string actor, DateTimeOffset? read,
        CancellationToken cancellationToken);

    /// <param name="read">When it was saved, as it was read: another one stays.</param>
    /// <returns>False when something else is there than was read, or nothing.</returns>
    Task<bool> DeleteAsync(string orgId, string integrationId, string actor, DateTimeOffset read, CancellationToken cancellationToken);

    /// <summary>Raised with (orgId, integrationId) after a save or delete.</summary>
    event Action<string, string>? Changed;
}

public sealed record SavedIntegrationConfig(OrgConfig Config, int SchemaVersion, DateTimeOffset UpdatedAt)
{
    /// <summary>Members that were saved but cannot be decrypted, because the keys were lost.</summary>
    public IReadOnlyList<string> UnreadableSecrets { get; init; } = [];
}
