using System.Text.Json;
using Coop.Engine.Editing;
using Coop.Engine.People;
using Coop.Engine.Problems;
using Coop.Storage.Database;
using Coop.Storage.Schema;
using Coop.Storage.Settings;
using Microsoft.EntityFrameworkCore;

namespace Coop.Storage.People;

/// <summary>
/// People have a table of their own because signing in looks there, by the address, for a password. Passwords, stamps and the count of attempts lie beside the
/// setting and are no part of it: they are written by <see cref="Accounts"/>, and no version or log tells of them.
/// </summary>
/// <param name="passwordHash">Of somebody new; without one nobody signs in as them until a password is set.</param>
internal sealed class PersonShelf(string passwordHash = "") : TableShelf<Person, PersonRow>
{
    public override Task<bool> IsNameTakenAsync(CoopDb db, Person value, CancellationToken cancellationToken)
    {
        var address = PersonRow.Normalize(value.Email);
        return db.Set<PersonRow>().AnyAsync(row => row.NormalizedEmail == address && row.Id != value.Id, cancellationToken);
    }

    public override Problem NameTaken(Person value) => PeopleProblems.EmailTaken(value.Email);

    public override async Task<Problem?> BrokenAsync(CoopDb db, string orgId, Guard guard, CancellationToken cancellationToken)
    {
        if (guard is not AdminLeft left)
        {
            return await base.BrokenAsync(db, orgId, guard, cancellationToken);
        }

        var admins = await Of(db, orgId).Where(row => row.Role == Role.Admin).Select(row => row.Id).ToListAsync(cancellationToken);
        return admins is [var last] && last == left.PersonId ? PeopleProblems.LastAdmin : null;
    }

    public override async Task PutAsync(CoopDb db, SettingStamp? before, Versioned<Person> after, string content, CancellationToken cancellationToken)
    {
        await base.PutAsync(db, before, after, content, cancellationToken);
        if (!after.Value.Role.May(Permission.ManageUsers))
        {
            await InvitationsOf(db, after.Value.OrgId, after.Value.Id).ExecuteDeleteAsync(cancellationToken);
        }
    }

    public override async Task RemoveAsync(CoopDb db, string orgId, string id, CancellationToken cancellationToken)
    {
        await InvitationsOf(db, orgId, id).ExecuteDeleteAsync(cancellationToken);
        await base.RemoveAsync(db, orgId, id, cancellationToken);
    }

    protected override Dictionary<string, JsonElement> Members(Person value) => MembersOf(JsonElement.Parse(StoredJson.Of(new { value.Email, value.Name, value.Role })));

    protected override IQueryable<PersonRow> Of(CoopDb db, string orgId) => db.Set<PersonRow>().Where(row => row.OrgId == orgId).OrderBy(row => row.Email);

    protected override IQueryable<PersonRow> At(CoopDb db, string orgId, string id) => db.Set<PersonRow>().Where(row => row.OrgId == orgId && row.Id == id);

    protected override Person Read(PersonRow row) => row.ToPerson();

    protected override PersonRow New(Person value) => PersonRow.Of(value, passwordHash);

    /// <summary>Whoever has another role than before has to sign in again.</summary>
    protected override void Write(PersonRow row, Person value)
    {
        row.SecurityStamp = row.Role == value.Role ? row.SecurityStamp : PersonRow.NewStamp();
        (row.Name, row.Role) = (value.Name, value.Role);
    }

    private static IQueryable<InvitationRow> InvitationsOf(CoopDb db, string orgId, string personId) =>
        db.Set<InvitationRow>().Where(row => row.OrgId == orgId && row.InvitedBy == personId);
}
