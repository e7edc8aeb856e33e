using Coop.Engine.ApiKeys;
using Coop.Engine.Editing;

namespace Coop.Server.ApiKeys;

internal sealed record ApiKeyListView(IReadOnlyList<ApiKeyView> ApiKeys);

/// <summary>A key without its secret.</summary>
/// <param name="Version">New when it is revoked; using it makes no other.</param>
internal sealed record ApiKeyView(string Id, string Name, ApiKeyScope Scope, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt, DateTimeOffset? RevokedAt, string Version)
{
    public static ApiKeyView Of(Versioned<ApiKey> read)
    {
        var key = read.Value;
        return new(key.Id, key.Name, key.Scope, key.CreatedAt, key.LastUsedAt, key.RevokedAt, read.Version);
    }
}

/// <param name="Secret">Send it as <c>x-api-key</c>. It is shown this once: only its hash is kept.</param>
internal sealed record NewApiKeyView(string Id, string Name, ApiKeyScope Scope, DateTimeOffset CreatedAt, string Secret, string Version)
{
    public static NewApiKeyView Of(Versioned<ApiKey> made, string secret) => new(made.Value.Id, made.Value.Name, made.Value.Scope, made.Value.CreatedAt, secret, made.Version);
}
