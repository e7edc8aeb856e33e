using Coop.Engine.People;
using Coop.Engine.Problems;
using Coop.Storage.Writing;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Coop.Storage.People;

/// <summary>
/// Passwords and sessions. Hashing is ASP.NET Core Identity's; its user manager is not used, because it writes back the whole person as read before the slow
/// check of a password, and so takes back a password or a role changed meanwhile. Each write here names what it changes and what must still be so.
/// </summary>
internal sealed class Accounts(IDbContextFactory<CoopDb> dbs, WriteLane lane, SignInAttempts attempts) : IAccounts
{
    private static readonly PasswordHasher<PersonRow> Hasher = new();

    // Looked at when there is no such account or it is locked, so that each answer takes as long.
    private static readonly PersonRow Nobody = PersonRow.Of(new Person("", "", "", "", Role.Moderator, default));
    private static readonly Lazy<string> NobodysHash = new(() => Hasher.HashPassword(Nobody, PersonRow.NewStamp()));

    public Result<string> Hash(string password) =>
        NewPassword.WeaknessOf(password) is { } weakness ? PeopleProblems.PasswordWeak(weakness) : Hasher.HashPassword(Nobody, password);

    public async Task<Result<SignedIn>> SignInAsync(string email, string password, CancellationToken cancellationToken)
    {
        // Whoever goes away before the answer has guessed all the same.
        var normalized = PersonRow.Normalize(email);
        var attempt = await attempts.BeginAsync(row => row.NormalizedEmail == normalized, CancellationToken.None);
        if (!IsRight(attempt, password) || attempt.Person is not { } person)
        {
            return PeopleProblems.SignInFailed;
        }

        await attempts.SucceedAsync(person, cancellationToken);
        return Of(person);
    }

    public async Task<Result<SignedIn>> ChangePasswordAsync(string orgId, string personId, string current, string next, CancellationToken cancellationToken)
    {
        if (NewPassword.WeaknessOf(next) is { } weakness)
        {
            return PeopleProblems.PasswordWeak(weakness);
        }

        var attempt = await attempts.BeginAsync(row => row.OrgId == orgId && row.Id == personId, CancellationToken.None);
        if (attempt.Person is not { } person)
        {
            return PeopleProblems.NotFound;
        }

        if (!IsRight(attempt, current))
        {
            return attempt.IsAdmitted ? PeopleProblems.PasswordWrong : PeopleProblems.LockedOut;
        }

        return await SetPasswordAsync(person, next, cancellationToken) is { } stamp ? new SignedIn(person.ToPerson(), stamp) : PeopleProblems.SessionEnded;
    }

    public async Task<Result<Person>> ResetPasswordAsync(string email, string password, CancellationToken cancellationToken)
    {
        if (NewPassword.WeaknessOf(password) is { } weakness)
        {
            return PeopleProblems.PasswordWeak(weakness);
        }

        var normalized = PersonRow.Normalize(email);
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        return await db.Set<PersonRow>().AsNoTracking().SingleOrDefaultAsync(row => row.NormalizedEmail == normalized, cancellationToken) is { } person
            && await SetPasswordAsync(person, password, cancellationToken) is not null
                ? person.ToPerson()
                : PeopleProblems.AddressUnknown(email);
    }

    public async Task<Person?> FindBySessionAsync(string personId, string stamp, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        return (await db.Set<PersonRow>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == personId && row.SecurityStamp == stamp, cancellationToken))?.ToPerson();
    }

    public async Task<SignedIn?> StartSessionAsync(string personId, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        return await db.Set<PersonRow>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == personId, cancellationToken) is { } person ? Of(person) : null;
    }

    public Task EndSessionsAsync(string personId, string stamp, CancellationToken cancellationToken) => lane.RunAsync(
        (batch, cancel) => batch.Db.Set<PersonRow>().Where(row => row.Id == personId && row.SecurityStamp == stamp)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.SecurityStamp, PersonRow.NewStamp()), cancel),
        cancellationToken);

    /// <returns>The new stamp; null when the account is no longer as it was read.</returns>
    private async Task<string?> SetPasswordAsync(PersonRow read, string password, CancellationToken cancellationToken)
    {
        var (hash, stamp) = (Hasher.HashPassword(Nobody, password), PersonRow.NewStamp());
        var changed = await lane.RunAsync(
            (batch, cancel) => batch.Db.Set<PersonRow>().Where(row => row.Id == read.Id && row.SecurityStamp == read.SecurityStamp).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.PasswordHash, hash)
                    .SetProperty(row => row.SecurityStamp, stamp)
                    .SetProperty(row => row.FailedSignIns, 0)
                    .SetProperty(row => row.LockedUntil, (DateTimeOffset?)null),
                cancel),
            cancellationToken);
        return changed > 0 ? stamp : null;
    }

    /// <summary>Hashes something in every case.</summary>
    private static bool IsRight(Attempt attempt, string password)
    {
        var tooLong = password.Length > NewPassword.Longest;
        var (hash, given) = attempt is { Person: { } person, IsAdmitted: true } && !tooLong ? (person.PasswordHash, password) : (NobodysHash.Value, "");
        return Hasher.VerifyHashedPassword(Nobody, hash, given) != PasswordVerificationResult.Failed;
    }

    private static SignedIn Of(PersonRow person) => new(person.ToPerson(), person.SecurityStamp);
}
