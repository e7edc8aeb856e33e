using Coop.Engine.Banks;
using Coop.Engine.Editing;
using Coop.Engine.People;
using Coop.Engine.Uses;
using Coop.Server.Banks.Pages;
using Coop.Tests.Storage;

namespace Coop.Tests.Banks;

/// <summary>Changes to a bank, on a real database.</summary>
public sealed class BankFeatureTests
{
    private static readonly Actor Ada = new("org-1", "ada", Role.Admin);

    [Fact]
    public async Task Of_many_who_add_at_once_nobody_s_entries_are_lost()
    {
        await using var room = await StoreRoom.OpenAsync();
        await using var other = await room.ReopenAsync();
        await room.AddOrgAsync();
        var bank = await CreateAsync(room, new BankDraft { Name = "Scams", Type = "STRING" });
        BankFeature[] features = [Feature(room), Feature(other)];

        var saved = await Task.WhenAll(Enumerable.Range(0, 40).Select(each => Task.Run(() =>
            features[each % 2].ReplaceAsync(Ada, bank.Id, now => BankEntries.With(now, new BankDraft { Strings = [$"text {each}"] }), null, StoreRoom.Cancel))));

        Assert.All(saved, result => Assert.Empty(result.Problems));
        var kept = (await features[0].FindAsync("org-1", bank.Id, StoreRoom.Cancel)).Value.Value;
        Assert.Equal(Enumerable.Range(0, 40).Select(each => $"text {each}").Order(StringComparer.Ordinal), kept.Strings.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_text_given_twice_is_kept_once()
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync();
        var bank = await CreateAsync(room, new BankDraft { Name = "Scams", Type = "STRING", Strings = ["b", "a", "b", "A", "a"] });
        Assert.Equal(["b", "a", "A"], bank.Strings);

        var replaced = await Feature(room).ReplaceAsync(Ada, bank.Id, _ => new BankDraft { Name = "Scams", Strings = ["x", "x"] }, null, StoreRoom.Cancel);
        Assert.Equal(["x"], replaced.Value.Value.Strings);
    }

    /// <summary>It is how one sees that a hundred thousand patterns are not compiled again for a new name.</summary>
    [Fact]
    public async Task What_was_there_before_is_not_checked_again_and_what_is_new_is()
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync();
        var bank = Examples.Bank("org-1") with { Type = BankType.Regex, Strings = ["(?=looks around)"], Locations = [] };
        Assert.Empty((await room.Get<ISettingStore<MatchingBank>>().PutAsync(bank)).Problems);

        var renamed = await Feature(room).ReplaceAsync(Ada, bank.Id, now => BankEntries.Same(now) with { Name = "Renamed" }, null, StoreRoom.Cancel);
        Assert.Equal("Renamed", renamed.Value.Value.Name);

        var added = await Feature(room).ReplaceAsync(Ada, bank.Id, now => BankEntries.With(now, new BankDraft { Strings = ["(open"] }), null, StoreRoom.Cancel);
        Assert.Equal("/strings/1", Assert.Single(added.Problems).Pointer);
    }

    [Fact]
    public async Task A_bank_that_goes_away_while_it_is_changed_is_not_made_again()
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync();
        var bank = await CreateAsync(room, new BankDraft { Name = "Scams", Type = "STRING" });

        var saved = await Feature(room).ReplaceAsync(
            Ada, bank.Id,
            now =>
            {
                Assert.Empty(room.Get<ISettingStore<MatchingBank>>().RemoveAsync("org-1", bank.Id).GetAwaiter().GetResult().Problems);
                return BankEntries.With(now, new BankDraft { Strings = ["late"] });
            },
            null, StoreRoom.Cancel);

        Assert.Equal("resource.not-found", Assert.Single(saved.Problems).Code);
        Assert.Empty(await room.Get<ISettingStore<MatchingBank>>().ListAsync("org-1", StoreRoom.Cancel));
    }

    private static BankFeature Feature(StoreRoom room) => new(room.Get<ISettingStore<MatchingBank>>(), room.Get<IUses>(), room.Time);

    private static async Task<MatchingBank> CreateAsync(StoreRoom room, BankDraft draft) => (await Feature(room).CreateAsync(Ada, draft, StoreRoom.Cancel)).Value.Value;
}
