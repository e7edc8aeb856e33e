using Coop.Engine.ApiKeys;
using Coop.Engine.Problems;

namespace Coop.Engine.People;

/// <summary>Who belongs to an organisation, in which role, and how others join.</summary>
public sealed class PeopleFeature(IPeopleStore people, IInvitationStore invitations, TimeProvider time)
{
    public Task<IReadOnlyList<Person>> ListAsync(string orgId, CancellationToken cancellationToken) => people.ListAsync(orgId, cancellationToken);

    public Task<IReadOnlyList<Invitation>> ListInvitationsAsync(string orgId, CancellationToken cancellationToken) =>
        invitations.ListAsync(orgId, time.GetUtcNow(), cancellationToken);

    public async Task<Result<IssuedInvitation>> InviteAsync(Actor by, string? email, Role role, CancellationToken cancellationToken)
    {
        if (!EmailAddress.TryNormalise(email, out var address))
        {
            return PeopleProblems.EmailInvalid;
        }

        if (await people.FindByEmailAsync(address, cancellationToken) is not null)
        {
            return PeopleProblems.EmailTaken(address);
        }

        var (token, now) = (ApiKeySecret.New(), time.GetUtcNow());
        var invitation = new Invitation(Guid.NewGuid().ToString("n"), by.OrgId, address, role, ApiKeySecret.Hash(token), by.PersonId, now, now + Invitation.Lifetime);
        return await invitations.AddAsync(invitation, cancellationToken) ? new IssuedInvitation(invitation, token) : PeopleProblems.NotAllowed(Permission.ManageUsers);
    }

    public async Task<Result<Invitation>> WithdrawAsync(string orgId, Invitation invitation, CancellationToken cancellationToken) =>
        await invitations.TakeAsync(orgId, invitation.Id, cancellationToken) ? invitation : PeopleProblems.InvitationGone;

    /// <summary>The invitation behind a link, to show what it offers.</summary>
    public async Task<Result<Invitation>> FindInvitationAsync(string token, CancellationToken cancellationToken) =>
        await invitations.FindByHashAsync(ApiKeySecret.Hash(token), cancellationToken) is { } found && found.ExpiresAt > time.GetUtcNow()
            ? found
            : PeopleProblems.InvitationGone;

    public async Task<Result<Person>> JoinAsync(string token, string? email, string? name, string password, CancellationToken cancellationToken)
    {
        if (!(await FindInvitationAsync(token, cancellationToken)).TryGet(out var invitation))
        {
            return PeopleProblems.InvitationGone;
        }

        if (!EmailAddress.TryNormalise(email, out var address) || address != invitation.Email)
        {
            return PeopleProblems.InvitationForAnother;
        }

        List<Problem> problems = [];
        if (!PersonName.TryTrim(name, out var shown))
        {
            problems.Add(PeopleProblems.NameRequired);
        }

        if (NewPassword.WeaknessOf(password) is { } weakness)
        {
            problems.Add(PeopleProblems.PasswordWeak(weakness));
        }

        if (problems.Count > 0)
        {
            return problems;
        }

        var person = new Person(Guid.NewGuid().ToString("n"), invitation.OrgId, address, shown!, invitation.Role, time.GetUtcNow());
        return await people.JoinAsync(invitation, person, password, cancellationToken);
    }

    public Task<Result<Person>> ChangeRoleAsync(string orgId, string personId, Role role, Role? read, CancellationToken cancellationToken) =>
        people.ChangeRoleAsync(orgId, personId, role, read, cancellationToken);

    public Task<Result<string>> RemoveAsync(string orgId, string personId, CancellationToken cancellationToken) =>
        people.RemoveAsync(orgId, personId, cancellationToken);

    public async Task<Result<Person>> FindAsync(Actor who, CancellationToken cancellationToken) =>
        await people.FindAsync(who.OrgId, who.PersonId, cancellationToken) is { } person ? person : PeopleProblems.NotFound;

    public async Task<Result<string>> RenameAsync(Actor who, string? name, CancellationToken cancellationToken)
    {
        if (!PersonName.TryTrim(name, out var shown))
        {
            return PeopleProblems.NameRequired;
        }

        return await people.RenameAsync(who.OrgId, who.PersonId, shown, cancellationToken) ? shown : PeopleProblems.NotFound;
    }
}
