using Coop.Engine.ApiKeys;

namespace Coop.Server.ApiKeys;

internal sealed record ApiKeyListView(IReadOnlyList<ApiKeyView> ApiKeys);

/// <summary>A key without its secret.</summary>
internal sealed record ApiKeyView(string Id, string Name, ApiKeyScope Scope, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt, DateTimeOffset? RevokedAt)
{
    public static ApiKeyView Of(ApiKey key) => new(key.Id, key.Name, key.Scope, key.CreatedAt, key.LastUsedAt, key.RevokedAt);
}

/// <param name="Secret">Send it as <c>x-api-key</c>. It is shown this once: only its hash is kept.</param>
internal sealed record NewApiKeyView(string Id, string Name, ApiKeyScope Scope, DateTimeOffset CreatedAt, string Secret)
{
    public static NewApiKeyView Of(NewApiKey made) => new(made.Key.Id, made.Key.Name, made.Key.Scope, made.Key.CreatedAt, made.Secret);
}
