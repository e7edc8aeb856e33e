using Coop.Engine.Deciding;
using Coop.Engine.Flow;
using Coop.Engine.Problems;
using Coop.Storage.Keys;
using Coop.Storage.Sqlite;
using Coop.Storage.Writing;
using Coop.Tests.Retention;
using Coop.Tests.Storage;
using Coop.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Coop.Tests.Writing;

/// <summary>A write that failed at its commit: whoever asked for it must not be told that it is not there when it may be.</summary>
public sealed class FailedCommitTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_may_be_there_after_a_power_cut_is_not_said_to_be_lost(bool grouped)
    {
        await using var room = await StoreRoom.OpenAsync();
        var log = await FailingLog.OfAsync(room.Get<WriteLane>());
        log.FailForGood();

        var failed = await Assert.ThrowsAsync<StorageUnavailableException>(() => WriteAsync(room, "uncertain", grouped));

        // In this process it is not there, and after a power cut it is.
        Assert.Equal((false, true), (Has(room, "uncertain"), await HasAfterPowerCutAsync(room, "uncertain")));
        Assert.True(failed.MayBeKept);
        Assert.Contains("cannot be read or written", failed.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_said_to_be_lost_is_not_there_after_a_power_cut_either(bool grouped)
    {
        await using var room = await StoreRoom.OpenAsync();
        var log = await FailingLog.OfAsync(room.Get<WriteLane>());
        log.FailOnce();

        var failed = await Assert.ThrowsAsync<StorageUnavailableException>(() => WriteAsync(room, "lost", grouped));

        Assert.Equal((false, false, false), (failed.MayBeKept, Has(room, "lost"), await HasAfterPowerCutAsync(room, "lost")));
        await WriteAsync(room, "next", grouped);
        Assert.True(await HasAfterPowerCutAsync(room, "next"));
    }

    [Fact]
    public async Task A_disk_that_is_full_at_the_commit_keeps_nothing_and_says_so()
    {
        await using var room = await StoreRoom.OpenAsync();
        var log = await FailingLog.OfAsync(room.Get<WriteLane>());
        log.FailToWrite(SQLitePCL.raw.SQLITE_FULL, times: 1);

        var failed = await Assert.ThrowsAsync<StorageUnavailableException>(() => WriteAsync(room, "lost", grouped: true));

        Assert.Equal((false, false, false), (failed.MayBeKept, Has(room, "lost"), await HasAfterPowerCutAsync(room, "lost")));
        Assert.Contains("is full", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_commit_that_a_lock_kept_from_its_end_is_rolled_back_and_nothing_is_kept()
    {
        await using var room = await StoreRoom.OpenAsync();
        var log = await FailingLog.OfAsync(room.Get<WriteLane>());
        log.FailToWrite(SQLitePCL.raw.SQLITE_BUSY, times: int.MaxValue);

        var failed = await Assert.ThrowsAsync<StorageUnavailableException>(() => WriteAsync(room, "lost", grouped: true));

        Assert.Equal((true, false, false, false), (failed.IsLock, failed.MayBeKept, Has(room, "lost"), await HasAfterPowerCutAsync(room, "lost")));
        await WriteAsync(room, "next", grouped: true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_went_into_a_file_that_was_taken_away_meanwhile_is_there_when_that_comes_back(bool grouped)
    {
        await using var room = await StoreRoom.OpenAsync();
        var log = await FailingLog.OfAsync(room.Get<WriteLane>());
        var file = room.Options.DatabaseFile;
        log.AtSync(() => File.Move(file, file + ".away"));

        var failed = await Assert.ThrowsAsync<StorageUnavailableException>(() => WriteAsync(room, "away", grouped));

        Assert.True(failed.MayBeKept);
        Assert.Contains("was deleted, moved or replaced", failed.Message, StringComparison.Ordinal);
        File.Move(file + ".away", file);
        Assert.True(Has(room, "away"));
    }

    [Fact]
    public async Task A_decision_whose_commit_is_uncertain_is_offered_again_and_stored_once_whatever_became_of_the_first()
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync();
        var (first, item) = (await room.AppendHeldAsync(Examples.Submission("org-1", "first")), await room.AppendHeldAsync(Examples.Submission("org-1", "uncertain")));
        await room.Get<IDecisionLog>().CommitAsync(Examples.Commit(first, Examples.Triggered("act")), StoreRoom.Cancel);
        var commit = Examples.Commit(item, Examples.Triggered("act")) with { Quotas = [new QuotaClaim("rule", 5)] };
        await room.Get<KeyRing>().KeyAsync(new KeyName(room.Get<KeyRing>().FindOrg("org-1")!.Value, KeyKind.Rule, "rule"), StoreRoom.Cancel);
        var log = await FailingLog.OfAsync(room.Get<WriteLane>());
        log.FailForGood();
        Assert.True((await Assert.ThrowsAsync<StorageUnavailableException>(() => room.Get<IDecisionLog>().CommitAsync(commit, StoreRoom.Cancel))).MayBeKept);

        using var folder = AfterPowerCut(room);
        await using var restarted = await StoreRoom.OverAsync(folder.Root);
        Assert.Equal(CommitResult.AlreadyDecided, (await restarted.Get<IDecisionLog>().CommitAsync(commit, StoreRoom.Cancel)).Result);
        Assert.Equal(CommitResult.Committed, (await room.Get<IDecisionLog>().CommitAsync(commit, StoreRoom.Cancel)).Result);

        foreach (var each in (StoreRoom[])[room, restarted])
        {
            Assert.Equal((2, 2, 1L), (await each.CountAsync("decisions"), await each.CountAsync("executions"), each.Get<Reads>().Run(statements => statements[Acted].Scalar())));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_operator_is_told_before_whoever_asked(bool grouped)
    {
        await using var room = await StoreRoom.OpenAsync();
        var log = await FailingLog.OfAsync(room.Get<WriteLane>());
        log.FailForGood();
        var answer = new TaskCompletionSource<Task>();
        var (told, answeredBefore) = (new List<string>(), new List<bool>());
        room.Log.Told = line =>
        {
            told.Add(line);
            answeredBefore.Add(answer.Task.Result.IsCompleted);
        };

        answer.SetResult(WriteAsync(room, "uncertain", grouped));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => answer.Task.Result);

        Assert.Equal(2, told.Count);
        Assert.Contains("Nothing can be stored", told[0], StringComparison.Ordinal);
        Assert.Contains("may be there", told[1], StringComparison.Ordinal);
        Assert.All(answeredBefore, Assert.False);
    }

    private static Task<int> WriteAsync(StoreRoom room, string name, bool grouped) => grouped
        ? room.Get<WriteLane>().GroupAsync(statements => statements[Insert].Bind(1, name).Run(), StoreRoom.Cancel)
        : room.Get<WriteLane>().RunAsync((batch, cancel) => batch.Db.Database.ExecuteSqlAsync($"INSERT INTO keys (org, kind, id, version) VALUES (0, 0, {name}, '')", cancel), StoreRoom.Cancel);

    private static bool Has(StoreRoom room, string name) => room.Get<Reads>().Run(statements => statements[Find].Bind(1, name).Scalar()) is not null;

    private static async Task<bool> HasAfterPowerCutAsync(StoreRoom room, string name)
    {
        using var folder = AfterPowerCut(room);
        await using var connection = new SqliteConnection($"Data Source={folder["coop.db"]};Pooling=False");
        await connection.OpenAsync(StoreRoom.Cancel);
        using var statements = new Statements(connection.Handle!);
        return statements[Find].Bind(1, name).Scalar() is not null;
    }

    /// <summary>The database and its log as they lie on the disk, for somebody who knows nothing else.</summary>
    private static TempFolder AfterPowerCut(StoreRoom room)
    {
        var folder = new TempFolder();
        foreach (var end in (string[])["", "-wal"])
        {
            File.Copy(room.Options.DatabaseFile + end, folder["coop.db" + end]);
        }

        return folder;
    }

    private static Sql Insert { get; } = new("INSERT INTO keys (org, kind, id, version) VALUES (0, 0, ?1, '')");

    private static Sql Acted { get; } = new("SELECT sum(count) FROM rule_quotas");

    private static Sql Find { get; } = new("SELECT 1 FROM keys WHERE id = ?1");
}
