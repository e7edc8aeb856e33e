using Coop.Storage.Database;
using Coop.Storage.Writing;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Coop.Storage.People;

/// <summary>What ASP.NET Core Identity asks of a store, over our one table. People are added, renamed and removed with the checks of <see cref="PeopleStore"/>.</summary>
internal sealed class PersonIdentity(IDbContextFactory<CoopDb> dbs, WriteLane lane) : IUserPasswordStore<PersonRow>, IUserSecurityStampStore<PersonRow>
{
    private static readonly IdentityErrorDescriber Errors = new();

    public async Task<PersonRow?> FindByIdAsync(string userId, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        return await db.Set<PersonRow>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == userId, cancellationToken);
    }

    public async Task<PersonRow?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        return await db.Set<PersonRow>().AsNoTracking().SingleOrDefaultAsync(row => row.NormalizedEmail == normalizedUserName, cancellationToken);
    }

    /// <summary>
    /// Identity hands back the person as read before the slow check of a password. So only the password and the stamp are written, and only while nobody else
    /// has written them: every change of a password or a role makes a new stamp.
    /// </summary>
    public async Task<IdentityResult> UpdateAsync(PersonRow user, CancellationToken cancellationToken)
    {
        var stored = user.ReplacedStamp ?? user.SecurityStamp;
        var updated = await lane.RunAsync(
            (batch, cancel) => batch.Db.Set<PersonRow>().Where(row => row.Id == user.Id && row.SecurityStamp == stored).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.PasswordHash, user.PasswordHash).SetProperty(row => row.SecurityStamp, user.SecurityStamp),
                cancel),
            cancellationToken);
        if (updated == 0)
        {
            return IdentityResult.Failed(Errors.ConcurrencyFailure());
        }

        user.ReplacedStamp = null;
        return IdentityResult.Success;
    }

    public Task<IdentityResult> CreateAsync(PersonRow user, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IdentityResult> DeleteAsync(PersonRow user, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<string> GetUserIdAsync(PersonRow user, CancellationToken cancellationToken) => Task.FromResult(user.Id);

    public Task<string?> GetUserNameAsync(PersonRow user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Email);

    public Task SetUserNameAsync(PersonRow user, string? userName, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<string?> GetNormalizedUserNameAsync(PersonRow user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.NormalizedEmail);

    /// <summary>Asked for with every update, and always what it is already.</summary>
    public Task SetNormalizedUserNameAsync(PersonRow user, string? normalizedName, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<string?> GetPasswordHashAsync(PersonRow user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.PasswordHash);

    public Task<bool> HasPasswordAsync(PersonRow user, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task SetPasswordHashAsync(PersonRow user, string? passwordHash, CancellationToken cancellationToken)
    {
        user.PasswordHash = passwordHash ?? throw new NotSupportedException();
        return Task.CompletedTask;
    }

    public Task<string?> GetSecurityStampAsync(PersonRow user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.SecurityStamp);

    public Task SetSecurityStampAsync(PersonRow user, string stamp, CancellationToken cancellationToken)
    {
        user.ReplacedStamp ??= user.SecurityStamp;
        user.SecurityStamp = stamp;
        return Task.CompletedTask;
    }

    public void Dispose()
    {
    }
}
