namespace Coop.Engine.Orgs;

/// <summary>An organisation somebody wants to found, with its first person.</summary>
/// <param name="PersonName">As shown; null for nobody to be named.</param>
public sealed record OrgDraft(string Name, string Email, string Password, string? PersonName = null);
