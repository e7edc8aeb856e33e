using Coop.Storage.Writing;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Coop.Storage.People;

/// <summary>What ASP.NET Core Identity asks of a store, over our one table: passwords, the security stamp and lockout.</summary>
internal sealed class PersonIdentity(IDbContextFactory<CoopDb> dbs, WriteLane lane)
    : IUserPasswordStore<PersonRow>, IUserEmailStore<PersonRow>, IUserSecurityStampStore<PersonRow>, IUserLockoutStore<PersonRow>
{
    public Task<string> GetUserIdAsync(PersonRow user, CancellationToken cancellationToken) => Task.FromResult(user.Id);

    public Task<string?> GetUserNameAsync(PersonRow user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Email);

    public Task SetUserNameAsync(PersonRow user, string? userName, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<string?> GetNormalizedUserNameAsync(PersonRow user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.NormalizedEmail);

    public Task SetNormalizedUserNameAsync(PersonRow user, string? normalizedName, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>People are added with the checks of <see cref="PeopleStore"/>.</summary>
    public Task<IdentityResult> CreateAsync(PersonRow user, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Only the password and the stamp: a name or role saved meanwhile stays, and lockout is written where it changes.</summary>
    public Task<IdentityResult> UpdateAsync(PersonRow user, CancellationToken cancellationToken) => lane.RunAsync(
        async (batch, cancel) =>
        {
            var updated = await batch.Db.Set<PersonRow>().Where(row => row.Id == user.Id).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.PasswordHash, user.PasswordHash)
                    .SetProperty(row => row.SecurityStamp, user.SecurityStamp),
                cancel);
            return updated > 0 ? IdentityResult.Success : IdentityResult.Failed(new IdentityErrorDescriber().ConcurrencyFailure());
        },
        cancellationToken);

    public Task<IdentityResult> DeleteAsync(PersonRow user, CancellationToken cancellationToken) => throw new NotSupportedException();

    public async Task<PersonRow?> FindByIdAsync(string userId, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        return await db.Set<PersonRow>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == userId, cancellationToken);
    }

    public Task<PersonRow?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => FindByEmailAsync(normalizedUserName, cancellationToken);

    public async Task<PersonRow?> FindByEmailAsync(string normalizedEmail, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        return await db.Set<PersonRow>().AsNoTracking().SingleOrDefaultAsync(row => row.NormalizedEmail == normalizedEmail, cancellationToken);
    }

    public Task SetPasswordHashAsync(PersonRow user, string? passwordHash, CancellationToken cancellationToken)
    {
        user.PasswordHash = passwordHash ?? "";
        return Task.CompletedTask;
    }

    public Task<string?> GetPasswordHashAsync(PersonRow user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.PasswordHash);

    public Task<bool> HasPasswordAsync(PersonRow user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash.Length > 0);

    public Task SetEmailAsync(PersonRow user, string? email, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<string?> GetEmailAsync(PersonRow user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Email);

    public Task<bool> GetEmailConfirmedAsync(PersonRow user, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task SetEmailConfirmedAsync(PersonRow user, bool confirmed, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<string?> GetNormalizedEmailAsync(PersonRow user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.NormalizedEmail);

    public Task SetNormalizedEmailAsync(PersonRow user, string? normalizedEmail, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SetSecurityStampAsync(PersonRow user, string stamp, CancellationToken cancellationToken)
    {
        user.SecurityStamp = stamp;
        return Task.CompletedTask;
    }

    public Task<string?> GetSecurityStampAsync(PersonRow user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.SecurityStamp);

    public Task<DateTimeOffset?> GetLockoutEndDateAsync(PersonRow user, CancellationToken cancellationToken) => Task.FromResult(user.LockedUntil);

    public Task SetLockoutEndDateAsync(PersonRow user, DateTimeOffset? lockoutEnd, CancellationToken cancellationToken)
    {
        user.LockedUntil = lockoutEnd;
        return lane.RunAsync(
            (batch, cancel) => batch.Db.Set<PersonRow>().Where(row => row.Id == user.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.LockedUntil, lockoutEnd), cancel),
            cancellationToken);
    }

    /// <summary>Counted in the database: guesses sent side by side are each counted, and none takes back the lock another one set.</summary>
    public Task<int> IncrementAccessFailedCountAsync(PersonRow user, CancellationToken cancellationToken) => lane.RunAsync(
        async (batch, cancel) =>
        {
            var rows = batch.Db.Set<PersonRow>().Where(row => row.Id == user.Id);
            await rows.ExecuteUpdateAsync(set => set.SetProperty(row => row.FailedSignIns, row => row.FailedSignIns + 1), cancel);
            return user.FailedSignIns = await rows.Select(row => row.FailedSignIns).SingleOrDefaultAsync(cancel);
        },
        cancellationToken);

    public Task ResetAccessFailedCountAsync(PersonRow user, CancellationToken cancellationToken)
    {
        user.FailedSignIns = 0;
        return lane.RunAsync(
            (batch, cancel) => batch.Db.Set<PersonRow>().Where(row => row.Id == user.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.FailedSignIns, 0), cancel),
            cancellationToken);
    }

    public Task<int> GetAccessFailedCountAsync(PersonRow user, CancellationToken cancellationToken) => Task.FromResult(user.FailedSignIns);

    public Task<bool> GetLockoutEnabledAsync(PersonRow user, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task SetLockoutEnabledAsync(PersonRow user, bool enabled, CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
    }
}
