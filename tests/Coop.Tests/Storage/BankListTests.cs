using Coop.Engine.Banks;

namespace Coop.Tests.Storage;

/// <summary>Lists of banks are kept while nothing changes, and are never older than the last change, whoever made it.</summary>
public sealed class BankListTests
{
    [Fact]
    public async Task A_kept_list_gives_way_to_every_change_also_to_that_of_another_process()
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync();
        await using var elsewhere = await room.ReopenAsync();
        var (here, there) = (room.Get<IBankStore>(), elsewhere.Get<IBankStore>());

        await here.SaveAsync(Examples.Bank("org-1"), StoreRoom.Cancel);
        var first = await here.ListAsync("org-1", StoreRoom.Cancel);
        Assert.Same(first, await here.ListAsync("org-1", StoreRoom.Cancel));
        Assert.Single(await there.ListAsync("org-1", StoreRoom.Cancel));

        await there.SaveAsync(Examples.Bank("org-1", "bank-2", "More words"), StoreRoom.Cancel);
        Assert.Equal(["More words", "Words"], (await here.ListAsync("org-1", StoreRoom.Cancel)).Select(bank => bank.Name));
        await here.ReplaceAsync(Examples.Bank("org-1"), Examples.Bank("org-1") with { Strings = ["changed"] }, StoreRoom.Cancel);
        Assert.Equal(["changed"], (await there.ListAsync("org-1", StoreRoom.Cancel)).Single(bank => bank.Id == "bank-1").Strings);
        await there.DeleteAsync("org-1", "bank-1", StoreRoom.Cancel);
        Assert.Equal(["bank-2"], (await here.ListAsync("org-1", StoreRoom.Cancel)).Select(bank => bank.Id));
    }
}
