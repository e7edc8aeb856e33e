using System.Collections.Concurrent;
using Coop.Engine.Editing;
using Coop.Engine.Integrations;
using Coop.Engine.Uses;
using Coop.Integrations;
using Coop.Storage.Database;
using Coop.Storage.Secrets;
using Coop.Storage.Settings;
using Microsoft.EntityFrameworkCore;

namespace Coop.Storage.Integrations;

/// <summary>Configurations as integrations are given them, decrypted once and kept until another version is there.</summary>
internal sealed class IntegrationConfigStore : IIntegrationConfigStore
{
    private const int MostKept = 4096;

    private readonly ConcurrentDictionary<(string OrgId, string IntegrationId), Kept> _kept = new();
    private readonly IDbContextFactory<CoopDb> _dbs;
    private readonly ISettingStore<IntegrationConfig> _configs;
    private readonly OrgRevisions _revisions;
    private readonly SecretVault _vault;

    public IntegrationConfigStore(IDbContextFactory<CoopDb> dbs, ISettingStore<IntegrationConfig> configs, OrgRevisions revisions, SecretVault vault)
    {
        (_dbs, _configs, _revisions, _vault) = (dbs, configs, revisions, vault);
        revisions.Changed += (orgId, setting) =>
        {
            if (setting.Kind == SettingKind.IntegrationConfig)
            {
                Changed?.Invoke(orgId, setting.Id);
            }
        };
    }

    public event Action<string, string>? Changed;

    public async ValueTask<OrgConfig> GetAsync(string orgId, string integrationId, CancellationToken cancellationToken)
    {
        // Known before the configuration is read: what changes from here on is looked at again.
        var revision = (await _revisions.OfAsync(orgId, cancellationToken)).All;
        return _kept.GetValueOrDefault((orgId, integrationId)) is { } kept && kept.Revision == revision
            ? kept.Config
            : await ReadAsync(orgId, integrationId, revision, cancellationToken);
    }

    private async Task<OrgConfig> ReadAsync(string orgId, string integrationId, long revision, CancellationToken cancellationToken)
    {
        await using var db = await _dbs.CreateDbContextAsync(cancellationToken);
        var version = await db.Set<IntegrationConfigRow>().Where(row => row.OrgId == orgId && row.IntegrationId == integrationId)
            .Select(row => row.Version).SingleOrDefaultAsync(cancellationToken) ?? SettingVersion.None;
        var kept = _kept.GetValueOrDefault((orgId, integrationId));
        if (kept?.Version != version)
        {
            var saved = await _configs.FindAsync(orgId, integrationId, cancellationToken);
            if (saved?.Value is { UnreadableSecrets: { Count: > 0 } unreadable })
            {
                throw _vault.Unreadable(
                    $"{string.Join(", ", unreadable.Select(key => $"'{key}'"))} of the configuration of integration '{integrationId}' of organisation '{orgId}'",
                    "or save the value again");
            }

            kept = new Kept(saved is null ? OrgConfig.Empty : new OrgConfig(saved.Value.Json), saved?.Version ?? SettingVersion.None, revision);
        }

        if (_kept.Count >= MostKept)
        {
            _kept.Clear();
        }

        _kept[(orgId, integrationId)] = kept with { Revision = revision };
        return kept.Config;
    }

    private sealed record Kept(OrgConfig Config, string Version, long Revision);
}
