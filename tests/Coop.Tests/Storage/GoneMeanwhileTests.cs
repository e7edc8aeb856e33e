using Coop.Engine.Deciding;
using Coop.Engine.Flow;
using Microsoft.Data.Sqlite;

namespace Coop.Tests.Storage;

/// <summary>Retention takes an item away with its decision; damage may take one of the two.</summary>
public sealed class GoneMeanwhileTests
{
    [Fact]
    public async Task A_decision_of_a_later_version_whose_item_is_gone_is_left_out_like_any_that_is_gone()
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync();
        foreach (var name in new[] { "gone", "stays" })
        {
            await room.Get<IDecisionLog>().CommitAsync(Examples.Commit(await room.AppendHeldAsync(Examples.Submission("org-1", name))), StoreRoom.Cancel);
        }

        // The row that cannot be read, and no item to say whose it is.
        await using var other = new SqliteConnection($"Data Source={room.Options.DatabaseFile};Pooling=False;Foreign Keys=False");
        await other.OpenAsync(StoreRoom.Cancel);
        await using var command = other.CreateCommand();
        command.CommandText = "UPDATE decisions SET content = x'ff' WHERE sequence = 1; DELETE FROM submissions WHERE sequence = 1";
        await command.ExecuteNonQueryAsync(StoreRoom.Cancel);

        var store = room.Get<IDecisionStore>();
        Assert.Equal([Examples.Id("stays")], (await store.ListAsync("org-1", null, 9, StoreRoom.Cancel))!.Select(decision => decision.Id));
        Assert.Equal([Examples.Id("stays")], (await store.ListSummariesAsync("org-1", null, null, 9, StoreRoom.Cancel))!.Select(decision => decision.Id));
        Assert.Null(await store.FindAsync("org-1", Examples.Id("gone"), StoreRoom.Cancel));
    }
}
