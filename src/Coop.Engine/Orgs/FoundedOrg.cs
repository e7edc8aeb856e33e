namespace Coop.Engine.Orgs;

/// <summary>What the founder has to keep: the keys are shown this once.</summary>
/// <param name="ApiKey">Of scope items: for the platform.</param>
/// <param name="AdminApiKey">Of scope admin: for whoever manages rules.</param>
/// <param name="PublicKeyPem">Verifies the signatures of webhooks.</param>
public sealed record FoundedOrg(string OrgId, string ApiKey, string AdminApiKey, string PublicKeyPem);
