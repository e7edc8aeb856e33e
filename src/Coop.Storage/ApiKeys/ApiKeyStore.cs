using System.Collections.Concurrent;
using Coop.Engine.ApiKeys;
using Coop.Engine.Editing;
using Coop.Storage.Database;
using Coop.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace Coop.Storage.ApiKeys;

/// <summary>Keys by their hashes, kept as long as nothing the organisation sets has changed since they were read.</summary>
internal sealed class ApiKeyStore(IDbContextFactory<CoopDb> dbs, WriteLane lane, IOrgRevisions revisions, TimeProvider time) : IApiKeyStore
{
    private const int MostKept = 10_000;

    // The last use is for people: to the minute is enough, and a write for each request would not be.
    private static readonly TimeSpan LastUsedStep = TimeSpan.FromMinutes(1);

    // Only keys that exist: guesses must not fill the memory.
    private readonly ConcurrentDictionary<string, Kept> _kept = new(StringComparer.Ordinal);

    public async ValueTask<ApiKey?> FindByHashAsync(string hash, CancellationToken cancellationToken)
    {
        if (_kept.TryGetValue(hash, out var kept)
            && kept.Revision == (await revisions.OfAsync(kept.Key.OrgId, cancellationToken)).All
            && time.GetElapsedTime(kept.ReadAt) < LastUsedStep)
        {
            return kept.Key;
        }

        return await ReadAsync(hash, cancellationToken);
    }

    private async Task<ApiKey?> ReadAsync(string hash, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        if (await db.Set<ApiKeyRow>().Where(row => row.Hash == hash).Select(row => row.OrgId).SingleOrDefaultAsync(cancellationToken) is not { } orgId)
        {
            return null;
        }

        // Known before the key is read: what changes from here on makes it another one.
        var revision = (await revisions.OfAsync(orgId, cancellationToken)).All;
        var readAt = time.GetTimestamp();
        if (await db.Set<ApiKeyRow>().AsNoTracking().SingleOrDefaultAsync(row => row.Hash == hash && row.RevokedAt == null, cancellationToken) is not { } found)
        {
            _kept.TryRemove(hash, out _);
            return null;
        }

        var now = time.GetUtcNow();
        if (found.LastUsedAt is null || found.LastUsedAt <= now - LastUsedStep)
        {
            found.LastUsedAt = now;
            await lane.RunAsync(
                (batch, cancel) => batch.Db.Set<ApiKeyRow>().Where(row => row.Id == found.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.LastUsedAt, now), cancel),
                cancellationToken);
        }

        if (_kept.Count >= MostKept)
        {
            _kept.Clear();
        }

        var key = found.ToKey();
        _kept[hash] = new Kept(key, revision, readAt);
        return key;
    }

    /// <param name="ReadAt">By the clock that nobody sets.</param>
    private sealed record Kept(ApiKey Key, long Revision, long ReadAt);
}
