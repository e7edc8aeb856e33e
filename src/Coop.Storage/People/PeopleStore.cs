using Coop.Engine.People;
using Coop.Engine.Problems;
using Coop.Storage.Database;
using Coop.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace Coop.Storage.People;

internal sealed class PeopleStore(IDbContextFactory<CoopDb> dbs, WriteLane lane, IAccounts accounts, Dialect dialect) : IPeopleStore
{
    public async Task<IReadOnlyList<Person>> ListAsync(string orgId, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var rows = await db.Set<PersonRow>().AsNoTracking().Where(row => row.OrgId == orgId).OrderBy(row => row.Email).ToListAsync(cancellationToken);
        return rows.ConvertAll(row => row.ToPerson());
    }

    public async Task<Person?> FindAsync(string orgId, string personId, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        return (await db.Set<PersonRow>().AsNoTracking().SingleOrDefaultAsync(row => row.OrgId == orgId && row.Id == personId, cancellationToken))?.ToPerson();
    }

    public async Task<Person?> FindByEmailAsync(string email, CancellationToken cancellationToken)
    {
        var wanted = PersonRow.Normalize(email);
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        return (await db.Set<PersonRow>().AsNoTracking().SingleOrDefaultAsync(row => row.NormalizedEmail == wanted, cancellationToken))?.ToPerson();
    }

    public Task<Result<Person>> AddAsync(Person person, string password, CancellationToken cancellationToken) =>
        AddAsync(person, password, null, cancellationToken);

    public Task<Result<Person>> JoinAsync(Invitation invitation, Person person, string password, CancellationToken cancellationToken) =>
        AddAsync(person, password, invitation, cancellationToken);

    public Task<Result<Person>> ChangeRoleAsync(string orgId, string personId, Role role, Role? read, CancellationToken cancellationToken) => lane.RunAsync<Result<Person>>(
        async (batch, cancel) =>
        {
            if (await batch.Db.Set<PersonRow>().SingleOrDefaultAsync(row => row.OrgId == orgId && row.Id == personId, cancel) is not { } row)
            {
                return PeopleProblems.NotFound;
            }

            if (read is { } expected && row.Role != expected)
            {
                return PeopleProblems.RoleChanged(row.Name, row.Role);
            }

            if (role != Role.Admin && await IsLastAdminAsync(batch.Db, row, cancel))
            {
                return PeopleProblems.LastAdmin;
            }

            (row.Role, row.SecurityStamp) = (role, PersonRow.NewStamp());
            await batch.Db.SaveChangesAsync(cancel);
            if (!role.May(Permission.ManageUsers))
            {
                await InvitationsOf(batch.Db, row).ExecuteDeleteAsync(cancel);
            }

            return row.ToPerson();
        },
        cancellationToken);

    public Task<bool> RenameAsync(string orgId, string personId, string name, CancellationToken cancellationToken) => lane.RunAsync(
        async (batch, cancel) => await batch.Db.Set<PersonRow>().Where(row => row.OrgId == orgId && row.Id == personId)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Name, name), cancel) > 0,
        cancellationToken);

    public Task<Result<string>> RemoveAsync(string orgId, string personId, CancellationToken cancellationToken) => lane.RunAsync<Result<string>>(
        async (batch, cancel) =>
        {
            if (await batch.Db.Set<PersonRow>().SingleOrDefaultAsync(row => row.OrgId == orgId && row.Id == personId, cancel) is not { } row)
            {
                return PeopleProblems.NotFound;
            }

            if (await IsLastAdminAsync(batch.Db, row, cancel))
            {
                return PeopleProblems.LastAdmin;
            }

            await InvitationsOf(batch.Db, row).ExecuteDeleteAsync(cancel);
            batch.Db.Remove(row);
            await batch.Db.SaveChangesAsync(cancel);
            return personId;
        },
        cancellationToken);

    private static async Task<bool> IsLastAdminAsync(CoopDb db, PersonRow person, CancellationToken cancellationToken) =>
        person.Role == Role.Admin && !await db.Set<PersonRow>().AnyAsync(row => row.OrgId == person.OrgId && row.Id != person.Id && row.Role == Role.Admin, cancellationToken);

    private static IQueryable<InvitationRow> InvitationsOf(CoopDb db, PersonRow person) =>
        db.Set<InvitationRow>().Where(row => row.OrgId == person.OrgId && row.InvitedBy == person.Id);

    private async Task<Result<Person>> AddAsync(Person person, string password, Invitation? used, CancellationToken cancellationToken)
    {
        var hashed = accounts.Hash(password);
        if (!hashed.TryGet(out var hash))
        {
            return Result<Person>.Refused(hashed.Problems);
        }

        var row = PersonRow.Of(person);
        row.PasswordHash = hash;
        return await lane.RunAsync<Result<Person>>(
            async (batch, cancel) =>
            {
                if (used is not null && await batch.Db.Set<InvitationRow>().Where(open => open.OrgId == used.OrgId && open.Id == used.Id).ExecuteDeleteAsync(cancel) == 0)
                {
                    return PeopleProblems.InvitationGone;
                }

                batch.Db.Add(row);
                try
                {
                    await batch.Db.SaveChangesAsync(cancel);
                    return person;
                }
                catch (DbUpdateException refused) when (dialect.IsUniqueViolation(refused.InnerException))
                {
                    await batch.TakeBackAsync(cancel);
                    return PeopleProblems.EmailTaken(person.Email);
                }
            },
            cancellationToken);
    }
}
