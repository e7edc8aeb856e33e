using Coop.Engine.Actions;
using Coop.Engine.ApiKeys;
using Coop.Engine.Editing;
using Coop.Engine.Items;
using Coop.Engine.Orgs;
using Coop.Engine.People;
using Coop.Engine.Problems;
using Coop.Storage.Database;
using Coop.Storage.People;
using Coop.Storage.Secrets;
using Coop.Storage.Settings;
using Microsoft.EntityFrameworkCore;

namespace Coop.Storage.Orgs;

internal sealed class OrgStore(
    SettingTools tools, SecretVault secrets, SettingStore<ApiKey> keys, SettingStore<ItemType> itemTypes, SettingStore<ModerationAction> actions) : IOrgStore
{
    private const string SigningKeyPurpose = "org-signing-key";

    public Task<Result<Org>> CreateAsync(NewOrg org, CancellationToken cancellationToken) => tools.Lane.RunAsync<Result<Org>>(
        async (batch, cancel) =>
        {
            var sealedKeys = org.SigningKeys with { PrivateKeyPem = secrets.Encrypt(org.SigningKeys.PrivateKeyPem, SigningKeyPurpose, org.Org.Id) };
            await new SettingStore<Org>(tools, new OrgShelf(sealedKeys)).AddAllAsync(batch.Db, [org.Org], cancel);
            await keys.AddAllAsync(batch.Db, org.ApiKeys, cancel);
            await itemTypes.AddAllAsync(batch.Db, org.ItemTypes, cancel);
            await actions.AddAllAsync(batch.Db, org.Actions, cancel);
            if (org.Admin is { } admin && !await AddAsync(batch.Db, admin, org.Org, cancel))
            {
                await batch.TakeBackAsync(cancel);
                return OrgProblems.EmailTaken(admin.Email);
            }

            return org.Org;
        },
        cancellationToken);

    public async Task<Org?> FindAsync(string orgId, CancellationToken cancellationToken)
    {
        await using var db = await tools.Dbs.CreateDbContextAsync(cancellationToken);
        return (await db.Set<OrgRow>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == orgId, cancellationToken))?.ToOrg();
    }

    public async Task<IReadOnlyList<Org>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await tools.Dbs.CreateDbContextAsync(cancellationToken);
        var rows = await db.Set<OrgRow>().AsNoTracking().OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).ToListAsync(cancellationToken);
        return rows.ConvertAll(row => row.ToOrg());
    }

    public async Task<string?> FindPublicKeyAsync(string orgId, CancellationToken cancellationToken)
    {
        await using var db = await tools.Dbs.CreateDbContextAsync(cancellationToken);
        return await db.Set<OrgRow>().Where(row => row.Id == orgId).Select(row => row.PublicKeyPem).SingleOrDefaultAsync(cancellationToken);
    }

    public async Task<SigningKeyPair?> FindSigningKeysAsync(string orgId, CancellationToken cancellationToken)
    {
        await using var db = await tools.Dbs.CreateDbContextAsync(cancellationToken);
        return await db.Set<OrgRow>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == orgId, cancellationToken) is not { } row
            ? null
            : secrets.TryDecrypt(row.PrivateKey, out var privateKey, SigningKeyPurpose, orgId)
                ? new SigningKeyPair(privateKey, row.PublicKeyPem)
                : throw secrets.Unreadable($"the webhook signing key of organisation '{orgId}'", "there is no other way to get this key back");
    }

    /// <returns>False when somebody has the address already, anywhere.</returns>
    private async Task<bool> AddAsync(CoopDb db, FirstUser admin, Org org, CancellationToken cancellationToken)
    {
        var person = new Person(admin.Id, org.Id, admin.Email, admin.Name, Role.Admin, org.CreatedAt);
        var (added, _) = await new SettingWriting<Person>(tools, new PersonShelf(admin.PasswordHash)).WriteAsync(db, SettingEdit<Person>.Create("", person), null, cancellationToken);
        return added.TryGet(out _);
    }
}
