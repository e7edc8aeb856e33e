using Coop.Engine.Actions;
using Coop.Engine.Outbox;
using Coop.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace Coop.Tests.Outbox;

public sealed class OutboxClaimsTests
{
    [Theory]
    [InlineData("UPDATE webhook_targets SET headers = 'x' || headers WHERE url LIKE '%platform%'", "UPDATE webhook_targets SET headers = substr(headers, 2) WHERE url LIKE '%platform%'")]
    [InlineData("UPDATE outbox SET target = -target WHERE key IN (SELECT min(key) FROM outbox)", "UPDATE outbox SET target = -target WHERE target < 0")]
    public async Task A_webhook_that_cannot_be_read_is_told_and_held_by_nobody_and_the_others_go_on(string harm, string mend)
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.FillAsync(Examples.Webhook("broken"), Examples.Webhook("sound", "https://other.example/hook"));
        await using var restarted = await room.ReopenAsync();
        var outbox = restarted.Get<IOutbox>();
        await RunAsync(room, harm);

        Assert.Equal("action of sound", (await outbox.ClaimOneAsync()).Message.ActionId);

        Assert.Contains(restarted.Log.Lines, line => line.Contains("cannot be read from the database", StringComparison.Ordinal) && line.Contains("Restore the database from a backup", StringComparison.Ordinal));
        // Not looked at again and again meanwhile.
        Assert.Empty(await outbox.ClaimAllAsync());
        await RunAsync(room, mend);
        room.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("action of broken", (await outbox.ClaimOneAsync()).Message.ActionId);
    }

    [Fact]
    public async Task A_webhook_goes_out_whatever_its_decision_is_stored_as()
    {
        await using var room = await StoreRoom.OpenAsync();
        var outbox = await room.FillAsync(Examples.Webhook("x"));
        await RunAsync(room, "UPDATE decisions SET content = unhex('09') || content");

        await outbox.TryAsync(await outbox.ClaimOneAsync(), 204, null);

        Assert.Equal(ActionExecutionState.Delivered, (await room.ExecutionAsync()).State);
    }

    [Fact]
    public async Task One_whose_header_cannot_be_decrypted_says_which_key_is_missing_until_it_is_put_back()
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.FillAsync(Examples.Webhook("a"));
        var key = Assert.Single(Directory.GetFiles(room.Options.KeysDirectory));
        File.Move(key, key + ".away");
        string? obstacle;
        await using (var without = await room.ReopenAsync())
        {
            var delivery = await without.Get<IOutbox>().ClaimOneAsync();
            obstacle = delivery.Message.Address.Obstacle;
            Assert.True(await without.Get<IOutbox>().ReleaseAsync(delivery, StoreRoom.Cancel));
            Assert.DoesNotContain(without.Log.Lines, line => line.Contains("cannot be read from the database", StringComparison.Ordinal));
        }

        Assert.StartsWith(
            $"Cannot decrypt the value of the header 'x-token': the key it was encrypted with, '{Path.GetFileName(key)}', is not in '{room.Options.KeysDirectory}'. Put it back from a backup",
            obstacle, StringComparison.Ordinal);
        File.Move(key + ".away", key);
        await using var with = await room.ReopenAsync();
        var address = (await with.Get<IOutbox>().ClaimOneAsync()).Message.Address;
        Assert.Null(address.Obstacle);
        Assert.Equal("t", address.Headers["x-token"]);
    }

    [Fact]
    public async Task One_whose_header_was_saved_empty_is_no_obstacle()
    {
        await using var room = await StoreRoom.OpenAsync();
        var webhook = Examples.Webhook("a");
        await room.FillAsync(webhook with { Address = webhook.Address with { Headers = new Dictionary<string, string> { ["x-empty"] = "" } } });
        await using var restarted = await room.ReopenAsync();

        var address = (await restarted.Get<IOutbox>().ClaimOneAsync()).Message.Address;

        Assert.Null(address.Obstacle);
        Assert.Equal("", address.Headers["x-empty"]);
    }

    private static async Task RunAsync(StoreRoom room, string sql)
    {
        await using var db = room.Db();
        Assert.Equal(1, await db.Database.ExecuteSqlRawAsync(sql, StoreRoom.Cancel));
    }
}
