using Coop.Engine.People;
using Coop.Engine.Problems;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Coop.Storage.People;

/// <summary>
/// Passwords and sessions by ASP.NET Core Identity, whose user manager lives for one operation. Only the count of attempts is our own: Identity counts a guess
/// after it has looked at it, so that many sent side by side would all be looked at.
/// </summary>
internal sealed class Accounts(IServiceScopeFactory scopes, SignInAttempts attempts) : IAccounts
{
    private static readonly PasswordHasher<PersonRow> Hasher = new();

    // Looked at when there is no such account or it is locked, so that each answer takes as long.
    private static readonly Lazy<PersonRow> Nobody = new(() =>
    {
        var nobody = PersonRow.Of(new Person("", "", "", "", Role.Moderator, default), "");
        nobody.PasswordHash = Hasher.HashPassword(nobody, PersonRow.NewStamp());
        return nobody;
    });

    public Result<string> Hash(string password) =>
        NewPassword.WeaknessOf(password) is { } weakness ? PeopleProblems.PasswordWeak(weakness) : Hasher.HashPassword(Nobody.Value, password);

    public async Task<Result<SignedIn>> SignInAsync(string email, string password, CancellationToken cancellationToken)
    {
        // Whoever goes away before the answer has guessed all the same.
        var normalized = PersonRow.Normalize(email);
        var attempt = await attempts.BeginAsync(row => row.NormalizedEmail == normalized, CancellationToken.None);
        var person = attempt is { IsAdmitted: true, Person: { } admitted } ? admitted : Nobody.Value;
        await using var scope = scopes.CreateAsyncScope();
        if (!await Users(scope).CheckPasswordAsync(person, password) || person == Nobody.Value)
        {
            return PeopleProblems.SignInFailed;
        }

        await attempts.SucceedAsync(person, cancellationToken);
        return Of(person);
    }

    public async Task<Result<SignedIn>> ChangePasswordAsync(string orgId, string personId, string current, string next, CancellationToken cancellationToken)
    {
        var attempt = await attempts.BeginAsync(row => row.OrgId == orgId && row.Id == personId, CancellationToken.None);
        if (attempt.Person is not { } person)
        {
            return PeopleProblems.NotFound;
        }

        if (!attempt.IsAdmitted)
        {
            return PeopleProblems.LockedOut;
        }

        await using var scope = scopes.CreateAsyncScope();
        var error = (await Users(scope).ChangePasswordAsync(person, current, next)).Errors.FirstOrDefault();
        if (error?.Code == nameof(IdentityErrorDescriber.PasswordMismatch))
        {
            return PeopleProblems.PasswordWrong;
        }

        await attempts.SucceedAsync(person, cancellationToken);
        return error switch
        {
            null => Of(person),
            { Code: NewPasswordRule.Code } => PeopleProblems.PasswordWeak(error.Description),
            { Code: nameof(IdentityErrorDescriber.ConcurrencyFailure) } => PeopleProblems.SessionEnded,
            _ => throw new InvalidOperationException(error.Description),
        };
    }

    public async Task<Result<Person>> ResetPasswordAsync(string email, string password, CancellationToken cancellationToken)
    {
        var hashed = Hash(password);
        if (!hashed.TryGet(out var hash))
        {
            return Result<Person>.Refused(hashed.Problems);
        }

        await using var scope = scopes.CreateAsyncScope();
        var users = Users(scope);
        if (await users.FindByNameAsync(email) is not { } person)
        {
            return PeopleProblems.AddressUnknown(email);
        }

        // Written together with the new stamp, or not at all.
        person.PasswordHash = hash;
        if (!(await users.UpdateSecurityStampAsync(person)).Succeeded)
        {
            return PeopleProblems.AddressUnknown(email);
        }

        await attempts.SucceedAsync(person, cancellationToken);
        return person.ToPerson();
    }

    public async Task<Person?> FindBySessionAsync(string personId, string stamp, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await Users(scope).FindByIdAsync(personId) is { } person && person.SecurityStamp == stamp ? person.ToPerson() : null;
    }

    public async Task<SignedIn?> StartSessionAsync(string personId, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await Users(scope).FindByIdAsync(personId) is { } person ? Of(person) : null;
    }

    public async Task EndSessionsAsync(string personId, string stamp, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = Users(scope);
        if (await users.FindByIdAsync(personId) is { } person && person.SecurityStamp == stamp)
        {
            // Refused only when somebody else has just ended them.
            await users.UpdateSecurityStampAsync(person);
        }
    }

    private static SignedIn Of(PersonRow person) => new(person.ToPerson(), person.SecurityStamp);

    private static UserManager<PersonRow> Users(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<UserManager<PersonRow>>();
}
