using Coop.Engine.Problems;

namespace Coop.Engine.People;

/// <summary>How people are found by whoever does not know their organisation, and how they come to be in it. What they are is a setting like others.</summary>
public interface IPeopleStore
{
    Task<Person?> FindByEmailAsync(string email, CancellationToken cancellationToken);

    /// <summary>Adds the person and uses up the invitation, both or neither: of two uses at once one is refused. Problems for an e-mail address in use and a password that is too weak.</summary>
    Task<Result<Person>> JoinAsync(Invitation invitation, Person person, string password, CancellationToken cancellationToken);
}

/// <summary>Passwords and sessions.</summary>
public interface IAccounts
{
    /// <summary>Checks that a new password is good enough, and hashes it.</summary>
    Result<string> Hash(string password);

    /// <summary>Counts attempts; too many lock the account for a while. The same problem for an unknown address, a wrong password and a locked account.</summary>
    Task<Result<SignedIn>> SignInAsync(string email, string password, CancellationToken cancellationToken);

    /// <summary>Ends every other session of the person.</summary>
    Task<Result<SignedIn>> ChangePasswordAsync(string orgId, string personId, string current, string next, CancellationToken cancellationToken);

    /// <summary>For whoever runs the server: a new password without the old one. Ends the person's sessions and unlocks the account.</summary>
    Task<Result<Person>> ResetPasswordAsync(string email, string password, CancellationToken cancellationToken);

    /// <summary>The person as they are now when the session they carry is still good; null ends it.</summary>
    Task<Person?> FindBySessionAsync(string personId, string stamp, CancellationToken cancellationToken);

    /// <summary>What the first session of somebody who was just added carries; null when there is no such person.</summary>
    Task<SignedIn?> StartSessionAsync(string personId, CancellationToken cancellationToken);

    /// <summary>Ends every session of the person, when the one with this stamp is still good.</summary>
    Task EndSessionsAsync(string personId, string stamp, CancellationToken cancellationToken);
}

/// <param name="Stamp">Changes when every session of the person shall end.</param>
public sealed record SignedIn(Person Person, string Stamp);

public interface IInvitationStore
{
    /// <summary>Those that can still be used.</summary>
    Task<IReadOnlyList<Invitation>> ListAsync(string orgId, DateTimeOffset now, CancellationToken cancellationToken);

    Task<Invitation?> FindByHashAsync(string tokenHash, CancellationToken cancellationToken);

    /// <summary>Replaces an earlier one for the same address.</summary>
    /// <returns>False when whoever invites may do so no longer.</returns>
    Task<bool> AddAsync(Invitation invitation, CancellationToken cancellationToken);

    /// <returns>False when it is used or gone: whoever gets true is the only one.</returns>
    Task<bool> TakeAsync(string orgId, string id, CancellationToken cancellationToken);
}
