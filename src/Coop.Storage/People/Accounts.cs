using Coop.Engine.People;
using Coop.Engine.Problems;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Coop.Storage.People;

/// <summary>Passwords and sessions by ASP.NET Core Identity. Its user manager lives for one operation, we live as long as the server.</summary>
internal sealed class Accounts(IServiceScopeFactory scopes, TimeProvider time) : IAccounts
{
    private const int LongestPassword = 256;

    // Checked when there is no such account, so that both answers take as long.
    private static readonly PersonRow Nobody = PersonRow.Of(new Person("", "", "", "", Role.Moderator, default));
    private static readonly Lazy<string> NobodysHash = new(() => new PasswordHasher<PersonRow>().HashPassword(Nobody, PersonRow.NewStamp()));

    public async Task<Result<string>> HashAsync(string password)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = Users(scope);
        var weak = await WeaknessAsync(users, password);
        return weak is not null ? weak : users.PasswordHasher.HashPassword(Nobody, password);
    }

    public async Task<Result<SignedIn>> SignInAsync(string email, string password, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = Users(scope);
        if (password.Length > LongestPassword || await users.FindByEmailAsync(email.Trim()) is not { } person)
        {
            users.PasswordHasher.VerifyHashedPassword(Nobody, NobodysHash.Value, "");
            return PeopleProblems.SignInFailed;
        }

        if (await users.IsLockedOutAsync(person))
        {
            return PeopleProblems.LockedOut(person.LockedUntil!.Value - time.GetUtcNow());
        }

        if (!await users.CheckPasswordAsync(person, password))
        {
            await users.AccessFailedAsync(person);
            return PeopleProblems.SignInFailed;
        }

        if (person.FailedSignIns > 0)
        {
            await users.ResetAccessFailedCountAsync(person);
        }

        return Of(person);
    }

    public async Task<Result<SignedIn>> ChangePasswordAsync(string orgId, string personId, string current, string next, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = Users(scope);
        if (await users.FindByIdAsync(personId) is not { } person || person.OrgId != orgId)
        {
            return PeopleProblems.NotFound;
        }

        if (await users.IsLockedOutAsync(person))
        {
            return PeopleProblems.LockedOut(person.LockedUntil!.Value - time.GetUtcNow());
        }

        if (await WeaknessAsync(users, next) is { } weak)
        {
            return weak;
        }

        if (!(await users.ChangePasswordAsync(person, current, next)).Succeeded)
        {
            await users.AccessFailedAsync(person);
            return PeopleProblems.PasswordWrong;
        }

        return Of(person);
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

    private static async Task<Problem?> WeaknessAsync(UserManager<PersonRow> users, string password)
    {
        if (password.Length > LongestPassword)
        {
            return PeopleProblems.PasswordWeak($"A password may have at most {LongestPassword} characters.");
        }

        var errors = new List<string>();
        foreach (var validator in users.PasswordValidators)
        {
            errors.AddRange((await validator.ValidateAsync(users, Nobody, password)).Errors.Select(error => error.Description));
        }

        return errors.Count == 0 ? null : PeopleProblems.PasswordWeak(string.Join(" ", errors));
    }

    private static SignedIn Of(PersonRow person) => new(person.ToPerson(), person.SecurityStamp);

    private static UserManager<PersonRow> Users(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<UserManager<PersonRow>>();
}
