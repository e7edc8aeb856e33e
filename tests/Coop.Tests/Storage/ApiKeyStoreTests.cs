using Coop.Engine.ApiKeys;
using Coop.Engine.Editing;
using Coop.Engine.Problems;
using Coop.Tests.Support;

namespace Coop.Tests.Storage;

public sealed class ApiKeyStoreTests
{
    [Fact]
    public async Task A_key_is_found_by_its_hash_until_it_is_revoked()
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync("org-2");
        var key = await AddAsync(room);
        var (found, feature) = (room.Get<IApiKeyStore>(), Feature(room));

        Assert.Equal(key.Value with { LastUsedAt = StoreRoom.Start }, await found.FindByHashAsync(key.Value.Hash, StoreRoom.Cancel));
        Assert.Empty(await feature.ListAsync("org-2", StoreRoom.Cancel));
        Assert.Null(await found.FindByHashAsync("another hash", StoreRoom.Cancel));
        Assert.Equal("resource.not-found", Code(await feature.RevokeAsync("org-2", key.Value.Id, "me", null, StoreRoom.Cancel)));
        Assert.NotNull(await found.FindByHashAsync(key.Value.Hash, StoreRoom.Cancel));

        var revoked = (await feature.RevokeAsync("org-1", key.Value.Id, "me", key.Version, StoreRoom.Cancel)).Value;

        Assert.Null(await found.FindByHashAsync(key.Value.Hash, StoreRoom.Cancel));
        Assert.Equal((StoreRoom.Start, "me"), (revoked.Value.RevokedAt, revoked.ChangedBy));
        Assert.Equal(revoked, Assert.Single(await feature.ListAsync("org-1", StoreRoom.Cancel)));
        Assert.Equal("resource.not-found", Code(await feature.RevokeAsync("org-1", key.Value.Id, "you", null, StoreRoom.Cancel)));
        var late = await feature.RevokeAsync("org-1", key.Value.Id, "you", key.Version, StoreRoom.Cancel);
        Assert.Equal("resource.changed-meanwhile", Code(late));
        Assert.Equal(["revokedAt"], late.Problems[0].Meanwhile!.Members);
    }

    /// <summary>By the log of changes and not after a time.</summary>
    [Fact]
    public async Task A_key_that_another_process_revoked_stops_when_the_log_was_looked_at()
    {
        await using var room = await StoreRoom.OpenAsync();
        await using var other = await room.ReopenAsync();
        var key = await AddAsync(room);
        Assert.NotNull(await other.Get<IApiKeyStore>().FindByHashAsync(key.Value.Hash, StoreRoom.Cancel));

        Assert.Empty((await Feature(room).RevokeAsync("org-1", key.Value.Id, "me", null, StoreRoom.Cancel)).Problems);

        var looks = 0;
        await Eventually.SeeAsync(
            async () =>
            {
                // Long before it would be read again for its last use.
                room.Time.Advance(++looks <= 50 ? TimeSpan.FromMilliseconds(100) : TimeSpan.Zero);
                return await other.Get<IApiKeyStore>().FindByHashAsync(key.Value.Hash, StoreRoom.Cancel);
            },
            found => found is null);
    }

    [Fact]
    public async Task The_last_use_is_told_to_the_minute_and_makes_no_other_version()
    {
        await using var room = await StoreRoom.OpenAsync();
        var key = await AddAsync(room);
        foreach (var (seconds, seen) in new[] { (0, 0), (30, 0), (30, 60), (10, 60) })
        {
            room.Time.Advance(TimeSpan.FromSeconds(seconds));
            Assert.NotNull(await room.Get<IApiKeyStore>().FindByHashAsync(key.Value.Hash, StoreRoom.Cancel));
            var now = Assert.Single(await Feature(room).ListAsync("org-1", StoreRoom.Cancel));
            Assert.Equal((StoreRoom.Start.AddSeconds(seen), key.Version), (now.Value.LastUsedAt, now.Version));
        }
    }

    private static async Task<Versioned<ApiKey>> AddAsync(StoreRoom room)
    {
        await room.AddOrgAsync();
        return (await room.Get<ISettingStore<ApiKey>>().PutAsync(Examples.ApiKey("org-1") with { LastUsedAt = null })).Value;
    }

    private static ApiKeyFeature Feature(StoreRoom room) => new(room.Get<ISettingStore<ApiKey>>(), room.Time);

    private static string Code<T>(Result<T> result) => Assert.Single(result.Problems).Code;
}
