namespace Coop.Engine.People;

/// <summary>A link that lets one e-mail address join an organisation in one role. Only the hash of its token is stored.</summary>
public sealed record Invitation(string Id, string OrgId, string Email, Role Role, string TokenHash, string InvitedBy, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);
}

/// <param name="Token">Shown once, as part of the link; its hash is what is stored.</param>
public sealed record IssuedInvitation(Invitation Invitation, string Token);
