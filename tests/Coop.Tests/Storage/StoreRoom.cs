using Coop.Engine.Editing;
using Coop.Engine.Flow;
using Coop.Engine.Orgs;
using Coop.Engine.Submissions;
using Coop.Storage;
using Coop.Storage.Database;
using Coop.Storage.Retention;
using Coop.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Coop.Tests.Storage;

/// <summary>Every store on a real database file in a folder of the test's own.</summary>
internal sealed class StoreRoom : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TempFolder? _own;
    private readonly ServiceProvider _services;
    private readonly RetentionOptions _retention;
    private readonly SettingLimits _limits;

    private StoreRoom(TempFolder? own, string directory, SteppedTime time, RetentionOptions retention, SettingLimits? limits = null)
    {
        _own = own;
        Time = time;
        _retention = retention;
        _limits = limits ?? new SettingLimits();
        Options = new StorageOptions(directory);
        _services = new ServiceCollection().AddSingleton<TimeProvider>(time).AddSingleton(retention).AddSingleton(_limits)
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning).AddProvider(Log)).AddCoopStorage(Options).BuildServiceProvider();
    }

    public SteppedTime Time { get; }

    /// <summary>What operators are told, from warnings on.</summary>
    public KeptLog Log { get; } = new();

    public StorageOptions Options { get; }

    public static async Task<StoreRoom> OpenAsync(RetentionOptions? retention = null, SettingLimits? limits = null)
    {
        var folder = new TempFolder();
        var room = new StoreRoom(folder, folder["data/x"][..^2], new SteppedTime(Start), retention ?? new RetentionOptions(), limits);
        await room.Get<IStorageStartup>().MigrateAsync(Cancel);
        return room;
    }

    /// <summary>Another process beside a server, on its data directory. Its clock stands still.</summary>
    public static StoreRoom Beside(string directory) => new(null, directory, new SteppedTime(TimeProvider.System.GetUtcNow()), new RetentionOptions());

    /// <summary>Another process on the same files, or the same one after it was killed: nothing is shared but the disk and the clock.</summary>
    public async Task<StoreRoom> ReopenAsync(SettingLimits? limits = null)
    {
        var room = new StoreRoom(null, Options.DataDirectory, Time, _retention, limits ?? _limits);
        await room.Get<IStorageStartup>().MigrateAsync(Cancel);
        return room;
    }

    /// <summary>Another process on the data of a server, by its clock.</summary>
    public static async Task<StoreRoom> OverAsync(string dataDirectory)
    {
        var room = new StoreRoom(null, dataDirectory, new SteppedTime(TimeProvider.System.GetUtcNow()), new RetentionOptions());
        await room.Get<IStorageStartup>().MigrateAsync(Cancel);
        return room;
    }

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public IEnumerable<T> All<T>() => _services.GetServices<T>();

    public CoopDb Db() => Get<IDbContextFactory<CoopDb>>().CreateDbContext();

    public async Task<string> AddOrgAsync(string id = "org-1")
    {
        var created = await Get<IOrgStore>().CreateAsync(Examples.NewOrg(id), Cancel);
        Assert.Empty(created.Problems);
        return id;
    }

    public async Task<StreamItem> AppendHeldAsync(Submission submission) =>
        Assert.Single(await Get<IItemStream>().AppendAsync([submission], TimeSpan.FromSeconds(30), Cancel));

    public async ValueTask DisposeAsync()
    {
        await using (var db = Db())
        {
            SqliteConnection.ClearPool((SqliteConnection)db.Database.GetDbConnection());
        }

        await _services.DisposeAsync();
        _own?.Dispose();
    }
}
