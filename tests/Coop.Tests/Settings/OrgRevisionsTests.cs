using System.Collections.Concurrent;
using Coop.Engine.Editing;
using Coop.Engine.Items;
using Coop.Storage;
using Coop.Storage.Database;
using Coop.Storage.Retention;
using Coop.Tests.Storage;
using Coop.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Coop.Tests.Settings;

public sealed class OrgRevisionsTests
{
    private readonly ConcurrentQueue<string> _moved = new();

    [Fact]
    public async Task When_the_log_of_changes_could_not_be_read_the_looking_goes_on_and_both_its_end_and_its_beginning_are_told()
    {
        await using var room = await LookingAsync();
        await using var other = await room.ReopenAsync();

        await RunAsync(other, "ALTER TABLE setting_changes RENAME TO away");
        await SeeAsync(room, () => Told(room, "cannot be seen for now") == 1);
        await RunAsync(other, "ALTER TABLE away RENAME TO setting_changes");
        await SeeAsync(room, () => Told(room, "are seen again") == 1);

        await ChangeAsync(other);
        await SeeAsync(room, () => _moved.Contains("org-1"));
        Assert.Equal(1, Told(room, "cannot be seen for now"));
    }

    [Fact]
    public async Task One_who_throws_when_told_keeps_a_change_from_nobody_else()
    {
        await using var room = await LookingAsync(_ => throw new InvalidDataException("a fault of ours"));
        await using var other = await room.ReopenAsync();

        await ChangeAsync(other);
        await SeeAsync(room, () => _moved.Count == 1);
        await ChangeAsync(other);
        await SeeAsync(room, () => _moved.Count == 2);
        await ChangeAsync(room);

        Assert.Equal(3, _moved.Count);
        Assert.Equal(3, Told(room, "failed at hearing of a changed setting"));
    }

    [Fact]
    public async Task The_looking_goes_on_beside_the_page_that_asked_first()
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync();
        var (page, revisions) = (new Page(), room.Get<IOrgRevisions>());
        revisions.Moved += _moved.Enqueue;
        await Task.Run(
            async () =>
            {
                SynchronizationContext.SetSynchronizationContext(page);
                await revisions.OfAsync("org-1", StoreRoom.Cancel).ConfigureAwait(false);
            },
            StoreRoom.Cancel);
        var asked = page.Posts;
        await using var other = await room.ReopenAsync();

        await ChangeAsync(other);
        await SeeAsync(room, () => _moved.Contains("org-1"));

        Assert.Equal(asked, page.Posts);
    }

    [Fact]
    public async Task The_looking_asks_nothing_of_a_container_that_a_stop_may_have_taken_away_before_it_began()
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync();
        var asked = new ConcurrentQueue<CancellationToken>();
        await using (var container = new ServiceCollection().AddSingleton(TimeProvider.System).AddSingleton(new RetentionOptions()).AddLogging().AddCoopStorage(room.Options)
            .AddSingleton<IDbContextFactory<CoopDb>>(given => new Asked(given.GetRequiredService<ICoopDbs>(), asked)).BuildServiceProvider())
        {
            await container.GetRequiredService<IOrgRevisions>().OfAsync("org-1", StoreRoom.Cancel);
        }

        Assert.NotEmpty(asked);
        Assert.All(asked, token => Assert.Equal(StoreRoom.Cancel, token));
    }

    /// <summary>With one organisation that was asked for: from then on it looks.</summary>
    private async Task<StoreRoom> LookingAsync(Action<string>? first = null)
    {
        var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync();
        var revisions = room.Get<IOrgRevisions>();
        await revisions.OfAsync("org-1", StoreRoom.Cancel);
        revisions.Moved += first;
        revisions.Moved += _moved.Enqueue;
        return room;
    }

    private static int Told(StoreRoom room, string words) => room.Log.Lines.Count(line => line.Contains(words, StringComparison.Ordinal));

    private static async Task ChangeAsync(StoreRoom room) =>
        Assert.Empty((await room.Get<ISettingStore<ItemType>>().PutAsync(Examples.ItemType("org-1"))).Problems);

    private static Task SeeAsync(StoreRoom room, Func<bool> isThere) => Eventually.SeeAsync(() =>
    {
        room.Time.Advance(TimeSpan.FromMilliseconds(100));
        return isThere();
    });

    private static async Task RunAsync(StoreRoom room, string sql)
    {
        await using var db = room.Db();
        await db.Database.ExecuteSqlRawAsync(sql, StoreRoom.Cancel);
    }

    /// <summary>Whatever goes on on it is counted.</summary>
    private sealed class Page : SynchronizationContext
    {
        private int _posts;

        public int Posts => Volatile.Read(ref _posts);

        public override void Post(SendOrPostCallback d, object? state)
        {
            Interlocked.Increment(ref _posts);
            base.Post(Within, null);

            void Within(object? _)
            {
                SetSynchronizationContext(this);
                d(state);
            }
        }
    }

    /// <param name="asked">On whose account each context was asked for: the caller's, or a token of the looking's own.</param>
    private sealed class Asked(IDbContextFactory<CoopDb> inner, ConcurrentQueue<CancellationToken> asked) : IDbContextFactory<CoopDb>
    {
        public CoopDb CreateDbContext() => inner.CreateDbContext();

        public Task<CoopDb> CreateDbContextAsync(CancellationToken cancellationToken)
        {
            asked.Enqueue(cancellationToken);
            return inner.CreateDbContextAsync(cancellationToken);
        }
    }
}
