using Coop.Engine.Editing;
using Coop.Engine.Uses;

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
/// <param name="LastUsedAt">Seen, not set: using a key makes no version of it.</param>
public sealed record ApiKey(
    string Id, string OrgId, string Name, ApiKeyScope Scope, string Hash, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt = null, DateTimeOffset? RevokedAt = null)
    : ISetting<ApiKey>
{
    public static SettingKind SettingKind => SettingKind.ApiKey;
}

/// <summary>Keys as whoever checks a request asks for them.</summary>
public interface IApiKeyStore
{
    /// <summary>The key with this hash unless revoked. A revocation is seen at once in this process, and in others as soon as they see that the organisation's settings moved.</summary>
    ValueTask<ApiKey?> FindByHashAsync(string hash, CancellationToken cancellationToken);
}
