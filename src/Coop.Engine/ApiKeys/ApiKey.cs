namespace Coop.Engine.ApiKeys;

/// <summary>What an API key may do.</summary>
public enum ApiKeyScope
{
    /// <summary>Submit items and ask for evaluations.</summary>
    Items,

    /// <summary>Everything under <c>/api/v1/admin</c> as well.</summary>
    Admin,
}

/// <summary>A stored key: only the SHA-256 of the secret is kept.</summary>
/// <param name="Hash">SHA-256 of the key's text, lower-case hex.</param>
public sealed record ApiKey(
    string Id, string OrgId, string Name, ApiKeyScope Scope, string Hash, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt = null, DateTimeOffset? RevokedAt = null);

public interface IApiKeyStore
{
    Task<IReadOnlyList<ApiKey>> ListAsync(string orgId, CancellationToken cancellationToken);

    Task AddAsync(ApiKey key, CancellationToken cancellationToken);

    /// <returns>False when there is no such key, or it was revoked before.</returns>
    Task<bool> RevokeAsync(string orgId, string id, CancellationToken cancellationToken);

    /// <summary>The key with this hash unless revoked. Cached for seconds; a revocation in this process is seen at once.</summary>
    ValueTask<ApiKey?> FindByHashAsync(string hash, CancellationToken cancellationToken);
}
