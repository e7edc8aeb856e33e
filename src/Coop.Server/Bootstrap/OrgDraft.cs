namespace Coop.Server.Bootstrap;

/// <summary>An organisation somebody wants to found, with its first person.</summary>
internal sealed record OrgDraft(string Name, string Email, string Password);
