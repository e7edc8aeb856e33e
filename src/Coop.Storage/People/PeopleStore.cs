using Coop.Engine.People;
using Coop.Engine.Problems;
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

    public async Task<Result<Person>> AddAsync(Person person, string password, CancellationToken cancellationToken)
    {
        var hashed = await accounts.HashAsync(password);
        if (!hashed.TryGet(out var hash))
        {
            return Result<Person>.Refused(hashed.Problems);
        }

        var row = PersonRow.Of(person);
        row.PasswordHash = hash;
        return await lane.RunAsync<Result<Person>>(
            async (batch, cancel) =>
            {
                batch.Db.Add(row);
                try
                {
                    await batch.Db.SaveChangesAsync(cancel);
                    return person;
                }
                catch (DbUpdateException refused) when (dialect.IsUniqueViolation(refused.InnerException))
                {
                    return PeopleProblems.EmailTaken(person.Email);
                }
            },
            cancellationToken);
    }

    public Task<Person?> ChangeRoleAsync(string orgId, string personId, Role role, CancellationToken cancellationToken) => lane.RunAsync(
        async (batch, cancel) =>
        {
            if (await batch.Db.Set<PersonRow>().SingleOrDefaultAsync(row => row.OrgId == orgId && row.Id == personId, cancel) is not { } row)
            {
                return null;
            }

            (row.Role, row.SecurityStamp) = (role, PersonRow.NewStamp());
            await batch.Db.SaveChangesAsync(cancel);
            return row.ToPerson();
        },
        cancellationToken);

    public Task<bool> RenameAsync(string orgId, string personId, string name, CancellationToken cancellationToken) => lane.RunAsync(
        async (batch, cancel) => await batch.Db.Set<PersonRow>().Where(row => row.OrgId == orgId && row.Id == personId)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Name, name), cancel) > 0,
        cancellationToken);

    public Task<bool> RemoveAsync(string orgId, string personId, CancellationToken cancellationToken) => lane.RunAsync(
        async (batch, cancel) => await batch.Db.Set<PersonRow>().Where(row => row.OrgId == orgId && row.Id == personId).ExecuteDeleteAsync(cancel) > 0,
        cancellationToken);
}
