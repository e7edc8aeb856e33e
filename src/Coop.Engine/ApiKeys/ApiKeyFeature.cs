using Coop.Engine.Editing;
using Coop.Engine.Problems;

namespace Coop.Engine.ApiKeys;

/// <param name="Name">What the key is for.</param>
/// <param name="Scope">ITEMS or ADMIN.</param>
public sealed record ApiKeyDraft(string? Name, string? Scope);

/// <param name="Secret">The key's text. Shown this once; only its hash is stored.</param>
public sealed record NewApiKey(Versioned<ApiKey> Key, string Secret);

/// <summary>What people do with API keys. A key is made and revoked, and never changed otherwise.</summary>
public sealed class ApiKeyFeature(ISettingStore<ApiKey> keys, TimeProvider time)
{
    /// <summary>Revoked ones too, oldest first.</summary>
    public Task<IReadOnlyList<Versioned<ApiKey>>> ListAsync(string orgId, CancellationToken cancellationToken) => keys.ListAsync(orgId, cancellationToken);

    public async Task<Result<Versioned<ApiKey>>> FindAsync(string orgId, string id, CancellationToken cancellationToken) =>
        await keys.FindAsync(orgId, id, cancellationToken) is { } key ? key : UseProblems.NotFound("API key", id);

    /// <param name="by">The id of the person or API key who makes it.</param>
    public async Task<Result<NewApiKey>> CreateAsync(string orgId, string by, ApiKeyDraft draft, CancellationToken cancellationToken)
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
        return (await keys.ChangeAsync(SettingEdit<ApiKey>.Create(by, key), cancellationToken)).Then(made => new NewApiKey(made, secret));
    }

    /// <param name="by">The id of the person or API key who revokes it.</param>
    /// <param name="expectedVersion">The version that was read: another one stays as it is. Null revokes whatever is there.</param>
    public Task<Result<Versioned<ApiKey>>> RevokeAsync(string orgId, string id, string by, string? expectedVersion, CancellationToken cancellationToken) =>
        keys.ChangeAsync(
            SettingEdit<ApiKey>.Replace(
                orgId, id, by, expectedVersion, now => now.Value.RevokedAt is null ? now.Value with { RevokedAt = time.GetUtcNow() } : UseProblems.NotFound("active API key", id)),
            cancellationToken);
}
