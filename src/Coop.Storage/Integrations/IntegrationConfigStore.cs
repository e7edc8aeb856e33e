using System.Text.Json;
using Coop.Engine.Integrations;
using Coop.Integrations;
using Coop.Storage.Database;
using Coop.Storage.Schema;
using Coop.Storage.Secrets;
using Coop.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace Coop.Storage.Integrations;

internal sealed class IntegrationConfigStore(IDbContextFactory<CoopDb> dbs, WriteLane lane, SecretVault vault, TimeProvider time) : IIntegrationConfigStore
{
    private readonly OrgConfigCache _cache = new(time);

    public event Action<string, string>? Changed;

    public ValueTask<OrgConfig> GetAsync(string orgId, string integrationId, CancellationToken cancellationToken) =>
        _cache.Find(orgId, integrationId) is { } cached ? new(cached) : new(ReadAsync(orgId, integrationId, cancellationToken));

    public async Task<SavedIntegrationConfig?> FindAsync(string orgId, string integrationId, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        if (await RowAsync(db, orgId, integrationId, cancellationToken) is not { } row)
        {
            return null;
        }

        var (config, unreadable) = SealedConfig.Open(vault, row);
        return new SavedIntegrationConfig(new OrgConfig(config), row.SchemaVersion, row.UpdatedAt) { UnreadableSecrets = unreadable };
    }

    public async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> ListConfiguredAsync(string orgId, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var rows = await db.Set<IntegrationConfigRow>().AsNoTracking().Where(row => row.OrgId == orgId).ToListAsync(cancellationToken);
        return rows.ToDictionary(row => row.IntegrationId, row => SealedConfig.Open(vault, row).Unreadable, StringComparer.Ordinal);
    }

    public async Task<DateTimeOffset?> SaveAsync(
        string orgId, string integrationId, JsonElement config, IReadOnlySet<string> secretKeys, int schemaVersion, string actor, DateTimeOffset? read,
        CancellationToken cancellationToken)
    {
        var savedAt = time.GetUtcNow() is var now && now <= read ? read.Value.AddTicks(1) : now;
        var saved = new IntegrationConfigRow
        {
            OrgId = orgId,
            IntegrationId = integrationId,
            Config = SealedConfig.Seal(vault, orgId, integrationId, config, secretKeys),
            SecretKeys = StoredJson.Of(secretKeys),
            SchemaVersion = schemaVersion,
            UpdatedAt = savedAt,
        };
        var isSaved = await lane.RunAsync(
            async (batch, cancel) =>
            {
                var before = await batch.Db.Set<IntegrationConfigRow>()
                    .SingleOrDefaultAsync(row => row.OrgId == orgId && row.IntegrationId == integrationId, cancel);
                if (before?.UpdatedAt != read)
                {
                    return false;
                }

                batch.Db.Add(Change(saved, actor, ConfigChangeKind.Saved, ChangedKeys(before, config)));
                if (before is null)
                {
                    batch.Db.Add(saved);
                }
                else
                {
                    batch.Db.Entry(before).CurrentValues.SetValues(saved);
                }

                await batch.Db.SaveChangesAsync(cancel);
                return true;
            },
            cancellationToken);
        if (!isSaved)
        {
            return null;
        }

        Announce(orgId, integrationId);
        return savedAt;
    }

    public async Task<bool> DeleteAsync(string orgId, string integrationId, string actor, DateTimeOffset read, CancellationToken cancellationToken)
    {
        var deleted = await lane.RunAsync(
            async (batch, cancel) =>
            {
                if (await RowAsync(batch.Db, orgId, integrationId, cancel) is not { } before || before.UpdatedAt != read)
                {
                    return false;
                }

                batch.Db.Remove(before);
                batch.Db.Add(Change(before, actor, ConfigChangeKind.Deleted, JsonElement.Parse(before.Config).EnumerateObject().Select(member => member.Name)));
                await batch.Db.SaveChangesAsync(cancel);
                return true;
            },
            cancellationToken);
        if (deleted)
        {
            Announce(orgId, integrationId);
        }

        return deleted;
    }

    private static Task<IntegrationConfigRow?> RowAsync(CoopDb db, string orgId, string integrationId, CancellationToken cancellationToken) =>
        db.Set<IntegrationConfigRow>().AsNoTracking().SingleOrDefaultAsync(row => row.OrgId == orgId && row.IntegrationId == integrationId, cancellationToken);

    private async Task<OrgConfig> ReadAsync(string orgId, string integrationId, CancellationToken cancellationToken)
    {
        var ticket = _cache.Ticket();
        var saved = await FindAsync(orgId, integrationId, cancellationToken);
        if (saved is { UnreadableSecrets: { Count: > 0 } unreadable })
        {
            throw vault.Unreadable(
                $"{string.Join(", ", unreadable.Select(key => $"'{key}'"))} of the configuration of integration '{integrationId}' of organisation '{orgId}'",
                "or save the value again");
        }

        var config = saved?.Config ?? OrgConfig.Empty;
        _cache.Keep(orgId, integrationId, config, ticket);
        return config;
    }

    private IEnumerable<string> ChangedKeys(IntegrationConfigRow? before, JsonElement after)
    {
        // A member that cannot be decrypted is missing here, and so counts as changed.
        var old = before is null ? OrgConfig.Empty.Json : SealedConfig.Open(vault, before).Config;
        return old.EnumerateObject().Concat(after.EnumerateObject()).Select(member => member.Name).Distinct(StringComparer.Ordinal).Where(key =>
            !old.TryGetProperty(key, out var was) || !after.TryGetProperty(key, out var becomes) || !JsonElement.DeepEquals(was, becomes));
    }

    private IntegrationConfigChangeRow Change(IntegrationConfigRow config, string actor, ConfigChangeKind kind, IEnumerable<string> keys) => new()
    {
        OrgId = config.OrgId,
        IntegrationId = config.IntegrationId,
        ChangedAt = time.GetUtcNow(),
        Actor = actor,
        Kind = kind,
        ChangedKeys = StoredJson.Of(keys.Order(StringComparer.Ordinal)),
    };

    private void Announce(string orgId, string integrationId)
    {
        _cache.Forget();
        Changed?.Invoke(orgId, integrationId);
    }
}
