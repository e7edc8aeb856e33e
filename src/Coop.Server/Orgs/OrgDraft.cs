namespace Coop.Server.Orgs;

/// <summary>An organisation somebody wants to found, with its first person.</summary>
/// <param name="PersonName">As shown; null for nobody to be named.</param>
internal sealed record OrgDraft(string Name, string Email, string Password, string? PersonName = null);
