using Coop.Engine.Problems;

namespace Coop.Engine.People;

public interface IPeopleStore
{
    Task<IReadOnlyList<Person>> ListAsync(string orgId, CancellationToken cancellationToken);

    Task<Person?> FindAsync(string orgId, string personId, CancellationToken cancellationToken);

    Task<Person?> FindByEmailAsync(string email, CancellationToken cancellationToken);

    /// <summary>Problems for an e-mail address in use and a password that is too weak.</summary>
    Task<Result<Person>> AddAsync(Person person, string password, CancellationToken cancellationToken);

    /// <summary>Ends the person's sessions. Null when there is no such person.</summary>
    Task<Person?> ChangeRoleAsync(string orgId, string personId, Role role, CancellationToken cancellationToken);

    Task<bool> RenameAsync(string orgId, string personId, string name, CancellationToken cancellationToken);

    Task<bool> RemoveAsync(string orgId, string personId, CancellationToken cancellationToken);
}

/// <summary>Passwords and sessions.</summary>
public interface IAccounts
{
    /// <summary>Checks that a new password is good enough, and hashes it.</summary>
    Task<Result<string>> HashAsync(string password);

    /// <summary>Counts failures; too many lock the account for a while. The same problem for an unknown address and a wrong password.</summary>
    Task<Result<SignedIn>> SignInAsync(string email, string password, CancellationToken cancellationToken);

    /// <summary>Ends every other session of the person.</summary>
    Task<Result<SignedIn>> ChangePasswordAsync(string orgId, string personId, string current, string next, CancellationToken cancellationToken);

    /// <summary>The person as they are now when the session they carry is still good; null ends it.</summary>
    Task<Person?> FindBySessionAsync(string personId, string stamp, CancellationToken cancellationToken);

    /// <summary>What a new session of the person carries; null when there is no such person.</summary>
    Task<SignedIn?> StartSessionAsync(string personId, CancellationToken cancellationToken);
}

/// <param name="Stamp">Changes when every session of the person shall end.</param>
public sealed record SignedIn(Person Person, string Stamp);

public interface IInvitationStore
{
    /// <summary>Those that can still be used.</summary>
    Task<IReadOnlyList<Invitation>> ListAsync(string orgId, DateTimeOffset now, CancellationToken cancellationToken);

    Task<Invitation?> FindByHashAsync(string tokenHash, CancellationToken cancellationToken);

    /// <summary>Replaces an earlier one for the same address.</summary>
    Task AddAsync(Invitation invitation, CancellationToken cancellationToken);

    /// <returns>False when it is used or gone: whoever gets true is the only one.</returns>
    Task<bool> TakeAsync(string orgId, string id, CancellationToken cancellationToken);
}
