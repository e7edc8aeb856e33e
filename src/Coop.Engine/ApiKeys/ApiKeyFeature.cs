using Coop.Engine.Problems;

namespace Coop.Engine.ApiKeys;

/// <param name="Name">What the key is for.</param>
/// <param name="Scope">ITEMS or ADMIN.</param>
public sealed record ApiKeyDraft(string? Name, string? Scope);

/// <param name="Secret">The key's text. Shown this once; only its hash is stored.</param>
public sealed record NewApiKey(ApiKey Key, string Secret);

/// <summary>What people do with API keys.</summary>
public sealed class ApiKeyFeature(IApiKeyStore keys, TimeProvider time)
{
    public Task<IReadOnlyList<ApiKey>> ListAsync(string orgId, CancellationToken cancellationToken) => keys.ListAsync(orgId, cancellationToken);

    public async Task<Result<NewApiKey>> CreateAsync(string orgId, ApiKeyDraft draft, CancellationToken cancellationToken)
    {
        var check = new InputCheck();
        var name = check.Name(draft.Name, "/name", "The name", 100);
        var scope = check.OneOf<ApiKeyScope>(draft.Scope, "/scope", "The scope");
        if (check.Failed)
        {
            return check.Problems;
        }

        var (now, secret) = (time.GetUtcNow(), ApiKeySecret.New());
        var key = new ApiKey(Guid.CreateVersion7(now).ToString("n"), orgId, name, scope, ApiKeySecret.Hash(secret), now);
        await keys.AddAsync(key, cancellationToken);
        return new NewApiKey(key, secret);
    }

    public async Task<Result<string>> RevokeAsync(string orgId, string id, CancellationToken cancellationToken) =>
        await keys.RevokeAsync(orgId, id, cancellationToken) ? id : UseProblems.NotFound("active API key", id);
}
