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
        await invitations.AddAsync(invitation, cancellationToken);
        return new IssuedInvitation(invitation, token);
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

        if (name?.Trim() is not { Length: >= 1 and <= 100 } shown)
        {
            return PeopleProblems.NameRequired;
        }

        var person = new Person(Guid.NewGuid().ToString("n"), invitation.OrgId, address, shown, invitation.Role, time.GetUtcNow());
        var added = await people.AddAsync(person, password, cancellationToken);
        if (added.TryGet(out _))
        {
            // The address is unique, so a second use of the link fails above; taking it only clears the list.
            await invitations.TakeAsync(invitation.OrgId, invitation.Id, cancellationToken);
        }

        return added;
    }

    public async Task<Result<Person>> ChangeRoleAsync(string orgId, string personId, Role role, CancellationToken cancellationToken)
    {
        if (role != Role.Admin && await IsLastAdminAsync(orgId, personId, cancellationToken))
        {
            return PeopleProblems.LastAdmin;
        }

        return await people.ChangeRoleAsync(orgId, personId, role, cancellationToken) is { } changed ? changed : PeopleProblems.NotFound;
    }

    public async Task<Result<string>> RemoveAsync(string orgId, string personId, CancellationToken cancellationToken)
    {
        if (await IsLastAdminAsync(orgId, personId, cancellationToken))
        {
            return PeopleProblems.LastAdmin;
        }

        return await people.RemoveAsync(orgId, personId, cancellationToken) ? personId : PeopleProblems.NotFound;
    }

    public async Task<Result<string>> RenameAsync(Actor who, string? name, CancellationToken cancellationToken)
    {
        if (name?.Trim() is not { Length: >= 1 and <= 100 } shown)
        {
            return PeopleProblems.NameRequired;
        }

        return await people.RenameAsync(who.OrgId, who.PersonId, shown, cancellationToken) ? shown : PeopleProblems.NotFound;
    }

    private async Task<bool> IsLastAdminAsync(string orgId, string personId, CancellationToken cancellationToken) =>
        (await people.ListAsync(orgId, cancellationToken)).Where(p => p.Role == Role.Admin).ToList() is [var only] && only.Id == personId;
}
