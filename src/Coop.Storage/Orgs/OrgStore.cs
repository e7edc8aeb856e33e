using Coop.Engine.Actions;
using Coop.Engine.Items;
using Coop.Engine.Orgs;
using Coop.Engine.Problems;
using Coop.Storage.ApiKeys;
using Coop.Storage.Database;
using Coop.Storage.People;
using Coop.Storage.Secrets;
using Coop.Storage.Settings;
using Coop.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace Coop.Storage.Orgs;

internal sealed class OrgStore(IDbContextFactory<CoopDb> dbs, WriteLane lane, Dialect dialect, SecretVault secrets, SettingStore<ItemType> itemTypes, SettingStore<ModerationAction> actions) : IOrgStore
{
    private const string SigningKeyPurpose = "org-signing-key";

    public Task<Result<Org>> CreateAsync(NewOrg org, CancellationToken cancellationToken) => lane.RunAsync(
        async (batch, cancel) =>
        {
            var db = batch.Db;
            db.Add(new OrgRow
            {
                Id = org.Org.Id,
                Name = org.Org.Name,
                Email = org.Org.Email,
                CreatedAt = org.Org.CreatedAt,
                PublicKeyPem = org.SigningKeys.PublicKeyPem,
                PrivateKey = secrets.Encrypt(org.SigningKeys.PrivateKeyPem, SigningKeyPurpose, org.Org.Id),
            });
            db.AddRange(org.ApiKeys.Select(ApiKeyRow.Of));
            await db.SaveChangesAsync(cancel);
            await itemTypes.AddAllAsync(db, org.ItemTypes, cancel);
            await actions.AddAllAsync(db, org.Actions, cancel);
            if (org.Admin is not { } admin)
            {
                return org.Org;
            }

            db.Add(PersonRow.Of(admin, org.Org));
            try
            {
                await db.SaveChangesAsync(cancel);
                return (Result<Org>)org.Org;
            }
            catch (DbUpdateException refused) when (dialect.IsUniqueViolation(refused.InnerException))
            {
                await batch.TakeBackAsync(cancel);
                return OrgProblems.EmailTaken(admin.Email);
            }
        },
        cancellationToken);

    public async Task<Org?> FindAsync(string orgId, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        return (await db.Set<OrgRow>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == orgId, cancellationToken))?.ToOrg();
    }

    public async Task<IReadOnlyList<Org>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var rows = await db.Set<OrgRow>().AsNoTracking().OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).ToListAsync(cancellationToken);
        return rows.ConvertAll(row => row.ToOrg());
    }

    public Task<Org?> RenameAsync(string orgId, string name, string read, CancellationToken cancellationToken) => lane.RunAsync(
        async (batch, cancel) =>
        {
            if (await batch.Db.Set<OrgRow>().SingleOrDefaultAsync(row => row.Id == orgId && row.Name == read, cancel) is not { } row)
            {
                return null;
            }

            row.Name = name;
            await batch.Db.SaveChangesAsync(cancel);
            return row.ToOrg();
        },
        cancellationToken);

    public async Task<string?> FindPublicKeyAsync(string orgId, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        return await db.Set<OrgRow>().Where(row => row.Id == orgId).Select(row => row.PublicKeyPem).SingleOrDefaultAsync(cancellationToken);
    }

    public async Task<SigningKeyPair?> FindSigningKeysAsync(string orgId, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        return await db.Set<OrgRow>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == orgId, cancellationToken) is not { } row
            ? null
            : secrets.TryDecrypt(row.PrivateKey, out var privateKey, SigningKeyPurpose, orgId)
                ? new SigningKeyPair(privateKey, row.PublicKeyPem)
                : throw secrets.Unreadable($"the webhook signing key of organisation '{orgId}'", "there is no other way to get this key back");
    }
}
