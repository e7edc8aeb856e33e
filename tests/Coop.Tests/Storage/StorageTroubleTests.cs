using Coop.Engine.Flow;
using Coop.Engine.Problems;
using Coop.Storage;
using Coop.Storage.Database;
using Coop.Storage.Writing;
using Coop.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Coop.Tests.Storage;

public sealed class StorageTroubleTests
{
    [Fact]
    public async Task A_log_without_its_database_ends_the_start_and_is_left_as_it_is()
    {
        using var folder = new TempFolder();
        var log = folder.Write("data/coop.db-wal", "what was written last");

        var refusal = await Assert.ThrowsAsync<StorageUnavailableException>(() => StoreRoom.OverAsync(folder["data/x"][..^2]));

        Assert.Contains(log, refusal.Message, StringComparison.Ordinal);
        Assert.Equal("what was written last", await File.ReadAllTextAsync(log, StoreRoom.Cancel));
        Assert.False(File.Exists(log[..^4]));
    }

    [Fact]
    public async Task A_full_disk_is_said_in_words_and_is_over_when_there_is_room()
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync();
        var kept = await room.AppendHeldAsync(Examples.Submission("org-1", "before"));

        // Of the connection, which is left for a new one when it fails: each of the two meets a disk that is full.
        await PragmaAsync(room, "PRAGMA max_page_count = 1");
        var item = await Assert.ThrowsAsync<StorageUnavailableException>(() => AppendLargeAsync(room, "lost"));
        await AppendLargeAsync(room, "after");
        await PragmaAsync(room, "PRAGMA max_page_count = 1");
        var setting = await Assert.ThrowsAsync<StorageUnavailableException>(() => room.Get<WriteLane>().RunAsync(
            (batch, cancel) => batch.Db.Database.ExecuteSqlRawAsync("CREATE TABLE more AS SELECT randomblob(100000)", cancel), StoreRoom.Cancel));

        Assert.All([item, setting], error => Assert.Contains("is full. Make room", error.Message, StringComparison.Ordinal));
        Assert.Contains("coop.db", setting.Message, StringComparison.Ordinal);
        Assert.Null(await room.Get<IStorageHealth>().TroubleAsync(StoreRoom.Cancel));
        var archive = room.Get<ISubmissionArchive>();
        Assert.NotNull(await archive.FindAsync("org-1", kept.Submission.Id, StoreRoom.Cancel));
        Assert.NotNull(await archive.FindAsync("org-1", Examples.Id("after"), StoreRoom.Cancel));
        Assert.Null(await archive.FindAsync("org-1", Examples.Id("lost"), StoreRoom.Cancel));
    }

    [Fact]
    public async Task A_file_that_may_not_be_written_is_trouble_until_it_may()
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync();
        await PragmaAsync(room, "PRAGMA query_only = 1");

        var refused = await Assert.ThrowsAsync<StorageUnavailableException>(() => room.AppendHeldAsync(Examples.Submission("org-1")));

        Assert.Contains("cannot be written to", refused.Message, StringComparison.Ordinal);
        // The connection that failed was left for a new one, which may write: the trouble is over as soon as somebody asks.
        Assert.Null(await room.Get<IStorageHealth>().TroubleAsync(StoreRoom.Cancel));
        await room.AppendHeldAsync(Examples.Submission("org-1"));
    }

    [Fact]
    public async Task Items_whose_leases_could_not_be_prolonged_stay_with_who_is_at_them_and_are_no_suspects_when_they_come_back()
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync();
        var (stream, lease) = (room.Get<IItemStream>(), TimeSpan.FromSeconds(30));
        var held = await room.AppendHeldAsync(Examples.Submission("org-1"));
        room.Time.Advance(lease - TimeSpan.FromSeconds(1));
        await PragmaAsync(room, "PRAGMA query_only = 1");

        await Assert.ThrowsAsync<StorageUnavailableException>(() => stream.ExtendAsync([held], lease, StoreRoom.Cancel));
        room.Time.Advance(TimeSpan.FromSeconds(2));

        // Its lease on the disk is over; its holder in this process is not.
        Assert.Empty((await stream.ReceiveAsync([new OrgShare("org-1", 9)], lease, StoreRoom.Cancel))[0].Items);
        await PragmaAsync(room, "PRAGMA query_only = 1");
        await Assert.ThrowsAsync<StorageUnavailableException>(() => stream.ReturnAsync(held, "it broke", TimeSpan.Zero, StoreRoom.Cancel));
        room.Time.Advance(lease);
        Assert.False(Assert.Single((await stream.ReceiveAsync([new OrgShare("org-1", 9)], lease, StoreRoom.Cancel))[0].Items).IsSuspect);
    }

    [Fact]
    public async Task A_damaged_row_is_parked_with_the_reason_and_holds_back_no_other()
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync();
        await room.Get<IItemStream>().AppendAsync([.. ((string[])["a", "b", "c"]).Select(name => Examples.Submission("org-1", name))], lease: null, StoreRoom.Cancel);
        await PragmaAsync(room, "UPDATE submissions SET item_type = 999999 WHERE sequence = 2");
        await using var restarted = await room.ReopenAsync();
        var stream = restarted.Get<IItemStream>();

        var received = (await stream.ReceiveAsync([new OrgShare("org-1", 9)], TimeSpan.FromSeconds(30), StoreRoom.Cancel))[0].Items;

        Assert.Equal([Examples.Id("a"), Examples.Id("c")], received.Select(item => item.Submission.Id));
        var parked = Assert.Single(await stream.ListParkedAsync("org-1", 9, StoreRoom.Cancel));
        Assert.Equal(
            "The stored submission cannot be read: The database has no key 999999. Restore or mend the database, then put the item back on the queue.", parked.Error);
        Assert.Equal((Examples.Id("b"), "org-1"), (parked.Submission.Id, parked.Submission.OrgId));
        Assert.True(await stream.RetryParkedAsync("org-1", parked.Submission.Id, StoreRoom.Cancel));
    }

    [Fact]
    public async Task What_was_claimed_and_could_not_be_read_just_then_is_received_as_soon_as_it_can_be()
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync();
        await room.Get<IItemStream>().AppendAsync([Examples.Submission("org-1", "a")], lease: null, StoreRoom.Cancel);
        await using var restarted = await room.ReopenAsync();
        var stream = restarted.Get<IItemStream>();
        await PragmaAsync(room, "ALTER TABLE submissions RENAME COLUMN content TO away");

        await Assert.ThrowsAnyAsync<Exception>(() => stream.ReceiveAsync([new OrgShare("org-1", 9)], TimeSpan.FromSeconds(30), StoreRoom.Cancel));
        await PragmaAsync(room, "ALTER TABLE submissions RENAME COLUMN away TO content");

        var received = Assert.Single((await stream.ReceiveAsync([new OrgShare("org-1", 9)], TimeSpan.FromSeconds(30), StoreRoom.Cancel))[0].Items);
        Assert.Equal((Examples.Id("a"), 1, false), (received.Submission.Id, received.Attempt, received.IsSuspect));
        Assert.Empty(await stream.ListParkedAsync("org-1", 9, StoreRoom.Cancel));
    }

    [Fact]
    public async Task Only_its_owner_can_read_the_database()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await using var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync();

        foreach (var file in Directory.GetFiles(room.Options.DataDirectory, "coop.db*"))
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        File.SetUnixFileMode(room.Options.DatabaseFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        await room.Get<IStorageStartup>().MigrateAsync(StoreRoom.Cancel);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(room.Options.DatabaseFile));
    }

    [Fact]
    public async Task A_data_directory_that_cannot_be_written_to_is_refused_at_once_with_what_to_do()
    {
        await using var room = await StoreRoom.OpenAsync();
        var path = Path.Combine(room.Options.DataDirectory, "migrating.lock");
        File.Delete(path);
        Directory.CreateDirectory(path);

        var refused = await Assert.ThrowsAsync<StorageUnavailableException>(() => room.Get<IStorageStartup>().MigrateAsync(StoreRoom.Cancel).WaitAsync(TimeSpan.FromMinutes(1), StoreRoom.Cancel));

        Assert.Contains("cannot be written to", refused.Message, StringComparison.Ordinal);
        Assert.Contains("COOP_DATA", refused.Message, StringComparison.Ordinal);
    }

    private static Task<IReadOnlyList<StreamItem>> AppendLargeAsync(StoreRoom room, string name) => room.Get<IItemStream>().AppendAsync(
        [Examples.Submission("org-1", name) with { Content = new byte[100_000] }], lease: null, StoreRoom.Cancel);

    private static Task<bool> PragmaAsync(StoreRoom room, string pragma) => room.Get<WriteLane>().GroupAsync(
        statements =>
        {
            statements[new Coop.Storage.Sqlite.Sql(pragma)].Run();
            return true;
        },
        StoreRoom.Cancel);
}
