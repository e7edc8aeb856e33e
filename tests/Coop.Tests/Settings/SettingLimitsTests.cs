using Coop.Engine.Banks;
using Coop.Engine.Editing;
using Coop.Engine.People;
using Coop.Engine.Uses;
using Coop.Server.Banks.Pages;
using Coop.Storage.Settings;
using Coop.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace Coop.Tests.Settings;

/// <summary>What organisations set is in memory beside that of all others: each may have so much.</summary>
public sealed class SettingLimitsTests
{
    private const long Megabyte = 1_000_000;

    [Fact]
    public async Task Of_many_who_save_at_once_in_two_processes_those_are_refused_for_whom_there_is_no_room_and_no_other_organisation()
    {
        await using var room = await StoreRoom.OpenAsync(limits: new SettingLimits { MostBytes = Megabyte });
        await using var other = await room.ReopenAsync();
        await room.AddOrgAsync();
        await room.AddOrgAsync("org-2");
        StoreRoom[] rooms = [room, other];

        var saved = await Task.WhenAll(Enumerable.Range(0, 24).Select(each => Task.Run(() =>
            Feature(rooms[each % 2]).CreateAsync(Ada("org-1"), Draft($"Bank {each}", 100_000), StoreRoom.Cancel))));

        var refused = saved.Where(result => result.Problems.Count > 0).ToList();
        Assert.InRange(await SizeAsync(room, "org-1"), 900_000, Megabyte);
        Assert.Equal(15, refused.Count);
        Assert.All(refused, result =>
        {
            var problem = Assert.Single(result.Problems);
            Assert.Equal("resource.no-room", problem.Code);
            Assert.Contains(" bytes as stored; they may take 1,000,000. Delete what is not used", problem.Detail, StringComparison.Ordinal);
        });
        Assert.Equal(9, (await Feature(room).ListAsync("org-1", StoreRoom.Cancel)).Count);
        Assert.Empty((await Feature(other).CreateAsync(Ada("org-2"), Draft("Theirs", 100_000), StoreRoom.Cancel)).Problems);
    }

    [Fact]
    public async Task Whoever_has_too_much_can_mend_and_take_away_and_add_when_there_is_room_again()
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync();
        var first = (await Feature(room).CreateAsync(Ada("org-1"), Draft("First", 900_000), StoreRoom.Cancel)).Value.Value;
        var second = (await Feature(room).CreateAsync(Ada("org-1"), Draft("Second", 900_000), StoreRoom.Cancel)).Value.Value;
        await using var lowered = await room.ReopenAsync(new SettingLimits { MostBytes = Megabyte });
        var banks = Feature(lowered);

        Assert.Empty((await banks.ReplaceAsync(Ada("org-1"), first.Id, now => BankEntries.Same(now) with { Name = "A longer name" }, null, StoreRoom.Cancel)).Problems);
        Assert.Equal("resource.no-room", Assert.Single((await banks.ReplaceAsync(Ada("org-1"), first.Id, _ => Draft("First", 905_000), null, StoreRoom.Cancel)).Problems).Code);
        Assert.Empty((await banks.ReplaceAsync(Ada("org-1"), first.Id, _ => Draft("First", 50_000), null, StoreRoom.Cancel)).Problems);
        Assert.Equal("resource.no-room", Assert.Single((await banks.CreateAsync(Ada("org-1"), Draft("Third", 100_000), StoreRoom.Cancel)).Problems).Code);
        Assert.Empty((await banks.DeleteAsync(Ada("org-1"), second.Id, null, StoreRoom.Cancel)).Problems);
        Assert.Empty((await banks.CreateAsync(Ada("org-1"), Draft("Third", 900_000), StoreRoom.Cancel)).Problems);
    }

    private static Actor Ada(string orgId) => new(orgId, "ada", Role.Admin);

    private static BankDraft Draft(string name, int bytes) =>
        new() { Name = name, Type = "STRING", Strings = [.. Enumerable.Range(0, bytes / 1_000).Select(number => number.ToString("D4", System.Globalization.CultureInfo.InvariantCulture) + new string('x', 993))] };

    private static BankFeature Feature(StoreRoom room) => new(room.Get<ISettingStore<MatchingBank>>(), room.Get<IUses>(), room.Time);

    private static async Task<long> SizeAsync(StoreRoom room, string orgId)
    {
        await using var db = room.Db();
        return await db.Set<SettingRow>().Where(row => row.OrgId == orgId).SumAsync(row => row.Size, StoreRoom.Cancel);
    }
}
