using System.Text.Json;
using Coop.Engine.Integrations;
using Coop.Storage.Database;
using Coop.Storage.Schema;
using Coop.Storage.Secrets;
using Coop.Storage.Settings;

namespace Coop.Storage.Integrations;

/// <summary>Configurations have a table of their own because the store that hands them to integrations asks whether one changed without reading its secrets.</summary>
internal sealed class IntegrationConfigShelf(SecretVault vault) : TableShelf<IntegrationConfig, IntegrationConfigRow>
{
    /// <summary>A member that cannot be decrypted is missing in what it was, and so counts as changed.</summary>
    protected override Dictionary<string, JsonElement> Members(IntegrationConfig value) => MembersOf(value.Json);

    protected override IQueryable<IntegrationConfigRow> Of(CoopDb db, string orgId) =>
        db.Set<IntegrationConfigRow>().Where(row => row.OrgId == orgId).OrderBy(row => row.IntegrationId);

    protected override IQueryable<IntegrationConfigRow> At(CoopDb db, string orgId, string id) =>
        db.Set<IntegrationConfigRow>().Where(row => row.OrgId == orgId && row.IntegrationId == id);

    protected override IntegrationConfig Read(IntegrationConfigRow row)
    {
        var secretKeys = StoredJson.To<HashSet<string>>(row.SecretKeys);
        var (json, unreadable) = SealedConfig.Open(vault, row, secretKeys);
        return new(row.OrgId, row.IntegrationId, row.Name, json, secretKeys, row.SchemaVersion) { UnreadableSecrets = unreadable };
    }

    protected override IntegrationConfigRow New(IntegrationConfig value) => new() { OrgId = value.OrgId, IntegrationId = value.Id };

    protected override void Write(IntegrationConfigRow row, IntegrationConfig value)
    {
        row.Name = value.Name;
        row.Config = SealedConfig.Seal(vault, value.OrgId, value.Id, value.Json, value.SecretKeys);
        row.SecretKeys = StoredJson.Of(value.SecretKeys);
        row.SchemaVersion = value.SchemaVersion;
    }
}
