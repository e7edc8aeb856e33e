using Coop.Engine.Editing;
using Coop.Engine.Policies;
using Coop.Storage.Database;
using Coop.Storage.Settings;
using Microsoft.EntityFrameworkCore;

namespace Coop.Tests.Storage;

public sealed class OneMomentTests
{
    [Fact]
    public async Task Who_reads_sees_one_moment_and_keeps_nobody_from_writing()
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync();
        await using var other = await room.ReopenAsync();
        await using var db = room.Db();
        int before;
        await using (await room.Get<Dialect>().BeginReadAsync(db, StoreRoom.Cancel))
        {
            before = await db.Set<SettingRow>().CountAsync(StoreRoom.Cancel);
            Assert.Empty((await other.Get<ISettingStore<Policy>>().PutAsync(Examples.Policy("org-1", "policy-0", "All") with { ParentId = null })).Problems);
            Assert.Equal(before, await db.Set<SettingRow>().CountAsync(StoreRoom.Cancel));
        }

        Assert.Equal(before + 1, await db.Set<SettingRow>().CountAsync(StoreRoom.Cancel));
    }
}
