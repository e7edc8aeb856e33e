using Coop.Engine.Editing;
using Coop.Engine.People;
using Coop.Engine.Problems;
using Coop.Engine.Uses;
using Coop.Storage.Settings;
using Microsoft.EntityFrameworkCore;

namespace Coop.Storage.People;

internal sealed class PeopleStore(SettingTools tools, IAccounts accounts) : IPeopleStore
{
    public async Task<Person?> FindByEmailAsync(string email, CancellationToken cancellationToken)
    {
        var wanted = PersonRow.Normalize(email);
        await using var db = await tools.Dbs.CreateDbContextAsync(cancellationToken);
        return (await db.Set<PersonRow>().AsNoTracking().SingleOrDefaultAsync(row => row.NormalizedEmail == wanted, cancellationToken))?.ToPerson();
    }

    public async Task<Result<Person>> JoinAsync(Invitation invitation, Person person, string password, CancellationToken cancellationToken)
    {
        var hashed = accounts.Hash(password);
        if (!hashed.TryGet(out var hash))
        {
            return Result<Person>.Refused(hashed.Problems);
        }

        var writing = new SettingWriting<Person>(tools, new PersonShelf(hash));
        var (joined, revision) = await tools.Lane.RunAsync<(Result<Versioned<Person>> Answer, OrgRevision? Revision)>(
            async (batch, cancel) =>
            {
                if (await batch.Db.Set<InvitationRow>().Where(open => open.OrgId == invitation.OrgId && open.Id == invitation.Id).ExecuteDeleteAsync(cancel) == 0)
                {
                    return (PeopleProblems.InvitationGone, null);
                }

                var written = await writing.WriteAsync(batch.Db, SettingEdit<Person>.Create(person.Id, person), null, cancel);
                if (written.Revision is null)
                {
                    // The invitation is not used up by somebody who could not come in.
                    await batch.TakeBackAsync(cancel);
                }

                return written;
            },
            cancellationToken);
        if (revision is { } moved)
        {
            tools.Revisions.Move(person.OrgId, new SettingRef(SettingKind.Person, person.Id), moved);
        }

        return joined.Then(now => now.Value);
    }
}
