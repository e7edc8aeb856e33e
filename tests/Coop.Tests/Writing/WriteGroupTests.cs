using Coop.Engine.Problems;
using Coop.Storage.Sqlite;
using Coop.Storage.Writing;
using Coop.Tests.Storage;
using Microsoft.Data.Sqlite;

namespace Coop.Tests.Writing;

public sealed class WriteGroupTests : IDisposable
{
    private readonly ManualResetEventSlim _go = new();

    public void Dispose() => _go.Dispose();

    [Fact]
    public async Task When_the_database_fails_under_one_of_a_group_all_of_it_are_told_and_the_next_write_works()
    {
        await using var room = await StoreRoom.OpenAsync();

        var group = await GroupAsync(room, _ => 1, _ => throw Full(), _ => 3);

        Assert.All(group[..2], error => Assert.IsType<StorageUnavailableException>(error));
        // It had not begun when the database failed: it is the first of the next group.
        Assert.Null(group[2]);
    }

    [Fact]
    public async Task When_the_database_fails_while_a_group_is_run_once_more_all_of_it_are_told()
    {
        await using var room = await StoreRoom.OpenAsync();
        var runs = 0;

        var group = await GroupAsync(room, _ => ++runs == 1 ? 1 : throw Full(), _ => 2, _ => throw new InvalidDataException("of this write alone"));

        Assert.All(group[..2], error => Assert.IsType<StorageUnavailableException>(error));
        Assert.IsType<InvalidDataException>(group[2]);
        Assert.Equal(7, await room.Get<WriteLane>().GroupAsync(_ => 7, StoreRoom.Cancel));
    }

    /// <returns>What became of each, in their order; null for one that was committed.</returns>
    private async Task<Exception?[]> GroupAsync(StoreRoom room, Func<Statements, int> first, params Func<Statements, int>[] others)
    {
        var lane = room.Get<WriteLane>();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        List<Task<int>> writes =
        [
            lane.GroupAsync(
                statements =>
                {
                    begun.TrySetResult();
                    _go.Wait(StoreRoom.Cancel);
                    return first(statements);
                },
                StoreRoom.Cancel),
        ];
        await begun.Task;
        writes.AddRange(others.Select(write => lane.GroupAsync(write, StoreRoom.Cancel)));
        _go.Set();
        List<Exception?> ends = [];
        foreach (var write in writes)
        {
            ends.Add(await Record.ExceptionAsync(() => write.WaitAsync(TimeSpan.FromMinutes(1), StoreRoom.Cancel)));
        }

        return [.. ends];
    }

    private static SqliteException Full() => new("database or disk is full", SQLitePCL.raw.SQLITE_FULL);
}
