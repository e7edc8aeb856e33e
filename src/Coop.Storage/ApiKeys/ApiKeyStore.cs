using System.Collections.Concurrent;
using Coop.Engine.ApiKeys;
using Coop.Storage.Database;
using Coop.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace Coop.Storage.ApiKeys;

internal sealed class ApiKeyStore(IDbContextFactory<CoopDb> dbs, WriteLane lane, TimeProvider time) : IApiKeyStore
{
    private const int MostCached = 10_000;
    private static readonly TimeSpan CachedFor = TimeSpan.FromSeconds(10);

    // The last use is for people: to the minute is enough, and a write for each request would not be.
    private static readonly TimeSpan LastUsedStep = TimeSpan.FromMinutes(1);

    // Only keys that exist: guesses must not fill the memory.
    private readonly ConcurrentDictionary<string, (ApiKey Key, DateTimeOffset Until)> _cache = new(StringComparer.Ordinal);
    private int _revocations;

    public async Task<IReadOnlyList<ApiKey>> ListAsync(string orgId, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var rows = await db.Set<ApiKeyRow>().AsNoTracking().Where(row => row.OrgId == orgId).OrderBy(row => row.CreatedAt).ThenBy(row => row.Id)
            .ToListAsync(cancellationToken);
        return rows.ConvertAll(row => row.ToKey());
    }

    public Task AddAsync(ApiKey key, CancellationToken cancellationToken) => lane.RunAsync(
        async (batch, cancel) =>
        {
            batch.Db.Add(ApiKeyRow.Of(key));
            return await batch.Db.SaveChangesAsync(cancel);
        },
        cancellationToken);

    public async Task<bool> RevokeAsync(string orgId, string id, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var revoked = await lane.RunAsync(
            async (batch, cancel) => await batch.Db.Set<ApiKeyRow>().Where(row => row.OrgId == orgId && row.Id == id && row.RevokedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.RevokedAt, now), cancel) > 0,
            cancellationToken);
        Interlocked.Increment(ref _revocations);
        _cache.Clear();
        return revoked;
    }

    public ValueTask<ApiKey?> FindByHashAsync(string hash, CancellationToken cancellationToken) =>
        _cache.TryGetValue(hash, out var cached) && cached.Until > time.GetUtcNow() ? new(cached.Key) : new(ReadAsync(hash, cancellationToken));

    private async Task<ApiKey?> ReadAsync(string hash, CancellationToken cancellationToken)
    {
        var revocations = Volatile.Read(ref _revocations);
        var now = time.GetUtcNow();
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var row = await db.Set<ApiKeyRow>().AsNoTracking().SingleOrDefaultAsync(r => r.Hash == hash && r.RevokedAt == null, cancellationToken);
        if (row is null)
        {
            return null;
        }

        if (row.LastUsedAt is null || row.LastUsedAt <= now - LastUsedStep)
        {
            row.LastUsedAt = now;
            await lane.RunAsync(
                (batch, cancel) => batch.Db.Set<ApiKeyRow>().Where(r => r.Id == row.Id).ExecuteUpdateAsync(set => set.SetProperty(r => r.LastUsedAt, now), cancel),
                cancellationToken);
        }

        if (_cache.Count >= MostCached)
        {
            _cache.Clear();
        }

        var key = row.ToKey();
        _cache[hash] = (key, now + CachedFor);
        if (revocations != Volatile.Read(ref _revocations))
        {
            // A revocation passed by while this was read: it may have been this key's.
            _cache.TryRemove(hash, out _);
        }

        return key;
    }
}
