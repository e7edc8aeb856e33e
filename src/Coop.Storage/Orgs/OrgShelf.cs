using System.Text.Json;
using Coop.Engine.Orgs;
using Coop.Storage.Database;
using Coop.Storage.Schema;
using Coop.Storage.Settings;

namespace Coop.Storage.Orgs;

/// <summary>Organisations have a table of their own because everything else hangs on it.</summary>
/// <param name="founding">The keys of one that is founded, the private one sealed; otherwise there is none to be made.</param>
internal sealed class OrgShelf(SigningKeyPair? founding = null) : TableShelf<Org, OrgRow>
{
    protected override Dictionary<string, JsonElement> Members(Org value) => MembersOf(JsonElement.Parse(StoredJson.Of(new { value.Name })));

    protected override IQueryable<OrgRow> Of(CoopDb db, string orgId) => db.Set<OrgRow>().Where(row => row.Id == orgId);

    protected override IQueryable<OrgRow> At(CoopDb db, string orgId, string id) => db.Set<OrgRow>().Where(row => row.Id == orgId && row.Id == id);

    protected override Org Read(OrgRow row) => row.ToOrg();

    protected override OrgRow New(Org value) => founding is null
        ? throw new InvalidOperationException("An organisation is founded together with its keys.")
        : new()
        {
            Id = value.Id,
            Name = value.Name,
            Email = value.Email,
            CreatedAt = value.CreatedAt,
            PublicKeyPem = founding.PublicKeyPem,
            PrivateKey = founding.PrivateKeyPem,
        };

    protected override void Write(OrgRow row, Org value) => row.Name = value.Name;
}
