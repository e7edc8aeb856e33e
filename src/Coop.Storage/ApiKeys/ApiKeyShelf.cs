using System.Text.Json;
using Coop.Engine.ApiKeys;
using Coop.Storage.Database;
using Coop.Storage.Schema;
using Coop.Storage.Settings;

namespace Coop.Storage.ApiKeys;

/// <summary>Keys have a table of their own because every request looks for one by its hash.</summary>
internal sealed class ApiKeyShelf : TableShelf<ApiKey, ApiKeyRow>
{
    protected override Dictionary<string, JsonElement> Members(ApiKey value) => MembersOf(JsonElement.Parse(StoredJson.Of(new { value.Name, value.Scope, value.RevokedAt })));

    protected override IQueryable<ApiKeyRow> Of(CoopDb db, string orgId) =>
        db.Set<ApiKeyRow>().Where(row => row.OrgId == orgId).OrderBy(row => row.CreatedAt).ThenBy(row => row.Id);

    protected override IQueryable<ApiKeyRow> At(CoopDb db, string orgId, string id) => db.Set<ApiKeyRow>().Where(row => row.OrgId == orgId && row.Id == id);

    protected override ApiKey Read(ApiKeyRow row) => row.ToKey();

    protected override ApiKeyRow New(ApiKey value) => new()
    {
        Id = value.Id,
        OrgId = value.OrgId,
        Name = value.Name,
        Scope = value.Scope,
        Hash = value.Hash,
        CreatedAt = value.CreatedAt,
        LastUsedAt = value.LastUsedAt,
    };

    protected override void Write(ApiKeyRow row, ApiKey value) => (row.Name, row.RevokedAt) = (value.Name, value.RevokedAt);
}
