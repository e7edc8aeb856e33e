using Coop.Engine.People;
using Coop.Storage.Database;
using Coop.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace Coop.Storage.People;

internal sealed class InvitationStore(IDbContextFactory<CoopDb> dbs, WriteLane lane) : IInvitationStore
{
    public async Task<IReadOnlyList<Invitation>> ListAsync(string orgId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var rows = await db.Set<InvitationRow>().AsNoTracking().Where(row => row.OrgId == orgId && row.ExpiresAt > now)
            .OrderBy(row => row.Email).ToListAsync(cancellationToken);
        return rows.ConvertAll(row => row.ToInvitation());
    }

    public async Task<Invitation?> FindByHashAsync(string tokenHash, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        return (await db.Set<InvitationRow>().AsNoTracking().SingleOrDefaultAsync(row => row.TokenHash == tokenHash, cancellationToken))?.ToInvitation();
    }

    public Task<bool> AddAsync(Invitation invitation, CancellationToken cancellationToken) => lane.RunAsync(
        async (batch, cancel) =>
        {
            // Their role may have changed since it was looked at, and with it went the invitations made until then.
            var inviter = await batch.Db.Set<PersonRow>().AsNoTracking().SingleOrDefaultAsync(row => row.OrgId == invitation.OrgId && row.Id == invitation.InvitedBy, cancel);
            if (inviter?.Role.May(Permission.ManageUsers) != true)
            {
                return false;
            }

            await batch.Db.Set<InvitationRow>().Where(row => row.OrgId == invitation.OrgId && row.Email == invitation.Email).ExecuteDeleteAsync(cancel);
            batch.Db.Add(InvitationRow.Of(invitation));
            return await batch.Db.SaveChangesAsync(cancel) > 0;
        },
        cancellationToken);

    public Task<bool> TakeAsync(string orgId, string id, CancellationToken cancellationToken) => lane.RunAsync(
        async (batch, cancel) => await batch.Db.Set<InvitationRow>().Where(row => row.OrgId == orgId && row.Id == id).ExecuteDeleteAsync(cancel) > 0,
        cancellationToken);
}
