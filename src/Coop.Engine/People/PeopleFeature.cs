using Coop.Engine.ApiKeys;
using Coop.Engine.Editing;
using Coop.Engine.Problems;

namespace Coop.Engine.People;

/// <summary>Who belongs to an organisation, in which role, and how others join.</summary>
public sealed class PeopleFeature(ISettingStore<Person> people, IPeopleStore joining, IInvitationStore invitations, TimeProvider time)
{
    /// <summary>By their addresses.</summary>
    public Task<IReadOnlyList<Versioned<Person>>> ListAsync(string orgId, CancellationToken cancellationToken) => people.ListAsync(orgId, cancellationToken);

    public Task<IReadOnlyList<Invitation>> ListInvitationsAsync(string orgId, CancellationToken cancellationToken) =>
        invitations.ListAsync(orgId, time.GetUtcNow(), cancellationToken);

    public async Task<Result<IssuedInvitation>> InviteAsync(Actor by, string? email, Role role, CancellationToken cancellationToken)
    {
        if (!EmailAddress.TryNormalise(email, out var address))
        {
            return PeopleProblems.EmailInvalid;
        }

        if (await joining.FindByEmailAsync(address, cancellationToken) is not null)
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
        return await joining.JoinAsync(invitation, person, password, cancellationToken);
    }

    public async Task<Result<Versioned<Person>>> FindAsync(string orgId, string personId, CancellationToken cancellationToken) =>
        await people.FindAsync(orgId, personId, cancellationToken) is { } person ? person : PeopleProblems.NotFound;

    /// <inheritdoc cref="ChangeRoleAsync"/>
    public async Task<Result<Versioned<Person>>> ReplaceAsync(
        string orgId, string personId, PersonDraft draft, string by, string? expectedVersion, CancellationToken cancellationToken)
    {
        var check = new InputCheck();
        var role = check.OneOf<Role>(draft.Role, "/role", "The role");
        return check.Failed ? check.Problems : await ChangeRoleAsync(orgId, personId, role, by, expectedVersion ?? draft.Version, cancellationToken);
    }

    /// <summary>
    /// Ends the person's sessions, and withdraws the invitations they made when they may invite nobody any more. Refused for the last admin, also when two of them
    /// are demoted at once.
    /// </summary>
    /// <param name="by">The id of the person or API key who wants it.</param>
    /// <param name="expectedVersion">The version that was read: another one is left as it is. Null replaces whatever is there.</param>
    public Task<Result<Versioned<Person>>> ChangeRoleAsync(string orgId, string personId, Role role, string by, string? expectedVersion, CancellationToken cancellationToken) =>
        people.ChangeAsync(Edit(orgId, personId, by, expectedVersion, now => now with { Role = role }), cancellationToken);

    /// <summary>With the invitations they made. Refused for the last admin, also when two of them are removed at once.</summary>
    /// <param name="by">The id of the person or API key who wants it.</param>
    /// <param name="expectedVersion">The version that was read: another one stays. Null removes whatever is there.</param>
    public Task<Result<Versioned<Person>>> RemoveAsync(string orgId, string personId, string by, string? expectedVersion, CancellationToken cancellationToken) =>
        people.ChangeAsync(Edit(orgId, personId, by, expectedVersion, now => now) with { Deletes = true, Guards = _ => [new AdminLeft(personId)] }, cancellationToken);

    /// <summary>One's own name, which nobody else changes: the last one given is the one.</summary>
    public async Task<Result<Person>> RenameAsync(Actor who, string? name, CancellationToken cancellationToken) => PersonName.TryTrim(name, out var shown)
        ? (await people.ChangeAsync(Edit(who.OrgId, who.PersonId, who.PersonId, null, now => now with { Name = shown }), cancellationToken)).Then(now => now.Value)
        : PeopleProblems.NameRequired;

    private static SettingEdit<Person> Edit(string orgId, string personId, string by, string? expectedVersion, Func<Person, Person> change) => new()
    {
        OrgId = orgId,
        Id = personId,
        By = by,
        ExpectedVersion = expectedVersion,
        Change = now => now is null ? PeopleProblems.NotFound : change(now.Value),
        Guards = after => after.Role == Role.Admin ? [] : [new AdminLeft(personId)],
    };
}
