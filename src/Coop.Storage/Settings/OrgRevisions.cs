using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using Coop.Engine;
using Coop.Engine.Editing;
using Coop.Engine.Uses;
using Coop.Storage.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Coop.Storage.Settings;

/// <summary>
/// Revisions in memory. The log of changes has one sequence for all organisations, so that one look at its end, some ten times a second, tells whatever other
/// processes changed.
/// </summary>
internal sealed partial class OrgRevisions : IOrgRevisions, IAsyncDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    private readonly IDbContextFactory<CoopDb> _dbs;
    private readonly TimeProvider _time;
    private readonly ILogger<OrgRevisions> _logger;
    private readonly ConcurrentDictionary<string, OrgRevision> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<long, bool> _own = new();
    private readonly SemaphoreSlim _reading = new(1, 1);
    private readonly CancellationTokenSource _stop = new();
    private Task? _looking;
    private long? _seen;
    private bool _fails;
    private bool _isDisposed;

    public OrgRevisions(IDbContextFactory<CoopDb> dbs, TimeProvider time, ILogger<OrgRevisions> logger) => (_dbs, _time, _logger) = (dbs, time, logger);

    public event Action<string>? Moved;

    /// <summary>Raised with the organisation's id and the setting after each change, by whichever process. Subscribers return at once.</summary>
    public event Action<string, SettingRef>? Changed;

    public ValueTask<OrgRevision> OfAsync(string orgId, CancellationToken cancellationToken) =>
        _known.TryGetValue(orgId, out var known) ? new(known) : new(LearnAsync(orgId, cancellationToken));

    /// <summary>A change of this process is on the disk.</summary>
    public void Move(string orgId, SettingRef setting, OrgRevision revision)
    {
        if (_looking is not null)
        {
            // Not to be told a second time when it is seen in the log.
            _own[revision.All] = true;
        }

        _known.AddOrUpdate(orgId, revision, (_, known) => Later(known, revision));
        Tell(Moved, subscriber => subscriber(orgId));
        Tell(Changed, subscriber => subscriber(orgId, setting));
    }

    public static async Task<OrgRevision> ReadAsync(CoopDb db, string orgId, CancellationToken cancellationToken)
    {
        var rules = await ReadRulesAsync(db, orgId, cancellationToken);
        var others = await LastAsync(db, orgId, false, cancellationToken);
        return new OrgRevision(Math.Max(rules, others), rules);
    }

    public static Task<long> ReadRulesAsync(CoopDb db, string orgId, CancellationToken cancellationToken) => LastAsync(db, orgId, true, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        // The container knows it by two names.
        if (Interlocked.Exchange(ref _isDisposed, true))
        {
            return;
        }

        await _stop.CancelAsync();
        if (_looking is { } looking)
        {
            await looking;
        }

        _stop.Dispose();
        _reading.Dispose();
    }

    private static async Task<long> LastAsync(CoopDb db, string orgId, bool movesRules, CancellationToken cancellationToken) =>
        await db.Set<SettingChangeRow>().Where(row => row.OrgId == orgId && row.MovesRules == movesRules).MaxAsync(row => (long?)row.Sequence, cancellationToken) ?? 0;

    private static OrgRevision Later(OrgRevision one, OrgRevision other) => new(Math.Max(one.All, other.All), Math.Max(one.Rules, other.Rules));

    private async Task<OrgRevision> LearnAsync(string orgId, CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            await using var db = await _dbs.CreateDbContextAsync(cancellationToken);

            // What is newer than this is found by looking, and what is older by reading now.
            _seen ??= await db.Set<SettingChangeRow>().MaxAsync(row => (long?)row.Sequence, cancellationToken) ?? 0;
            if (_looking is null)
            {
                // On nobody's thread: whoever asks first may be a page, and the looking outlives it.
                var connected = await ConnectAsync(cancellationToken);
                _looking = Task.Run(() => LookAsync(connected), CancellationToken.None);
            }

            var revision = await ReadAsync(db, orgId, cancellationToken);
            return _known.AddOrUpdate(orgId, revision, (_, known) => Later(known, revision));
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>
    /// A context finds its services when it is first used, and a container that is being disposed has none any more: the looking, which a stop may meet at its very
    /// beginning, gets one that was used.
    /// </summary>
    private async Task<CoopDb> ConnectAsync(CancellationToken cancellationToken)
    {
        var db = await _dbs.CreateDbContextAsync(cancellationToken);
        _ = db.Model;
        return db;
    }

    private async Task LookAsync(CoopDb db)
    {
        await using var _ = db;
        using var timer = new PeriodicTimer(LookEvery, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                await LookOnceAsync(db.Database.GetDbConnection());
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
        }
    }

    private async Task LookOnceAsync(DbConnection connection)
    {
        var risen = new HashSet<string>(StringComparer.Ordinal);
        List<(string OrgId, SettingRef Setting)> changed = [];
        await _reading.WaitAsync(_stop.Token);
        try
        {
            // Opened once; also the first time, and again after it was lost, opening it may fail like any look.
            if (connection.State != ConnectionState.Open)
            {
                await connection.OpenAsync(_stop.Token);
            }

            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT org_id, sequence, moves_rules, kind, setting_id FROM setting_changes WHERE sequence > @seen ORDER BY sequence";
            var seen = command.CreateParameter();
            (seen.ParameterName, seen.Value) = ("@seen", _seen);
            command.Parameters.Add(seen);
            await using var changes = await command.ExecuteReaderAsync(_stop.Token);
            while (await changes.ReadAsync(_stop.Token))
            {
                var (orgId, sequence, movesRules) = (changes.GetString(0), changes.GetInt64(1), changes.GetBoolean(2));
                _seen = sequence;
                if (_known.TryGetValue(orgId, out var known) && known.All < sequence)
                {
                    _known.AddOrUpdate(orgId, known, (_, now) => Later(now, new OrgRevision(sequence, movesRules ? sequence : now.Rules)));
                    risen.Add(orgId);
                }

                // A kind that this version does not know interests nobody here.
                if (!_own.TryRemove(sequence, out _) && WireNames.TryParse<SettingKind>(changes.GetString(3), out var kind))
                {
                    changed.Add((orgId, new SettingRef(kind, changes.GetString(4))));
                }
            }

            if (_fails)
            {
                _fails = false;
                LogSees();
            }
        }
        catch (Exception error) when (!_stop.IsCancellationRequested)
        {
            // Whatever it is, such as a full disk, it is looked again at once, on a fresh connection; only that it began and that it is over is worth a line.
            if (!_fails)
            {
                _fails = true;
                LogBlind(error);
            }

            await connection.CloseAsync();
        }
        finally
        {
            _reading.Release();
        }

        foreach (var orgId in risen)
        {
            Tell(Moved, subscriber => subscriber(orgId));
        }

        foreach (var (orgId, setting) in changed)
        {
            Tell(Changed, subscriber => subscriber(orgId, setting));
        }

        // Seen in the log before it was known to be our own.
        foreach (var sequence in _own.Keys.Where(sequence => sequence <= _seen))
        {
            _own.TryRemove(sequence, out _);
        }
    }

    /// <summary>The change is on the disk: what one who is told of it throws takes it from nobody else, and neither ends the looking nor fails the save.</summary>
    private void Tell<T>(T? subscribers, Action<T> tell)
        where T : Delegate
    {
        foreach (var subscriber in Delegate.EnumerateInvocationList(subscribers))
        {
            try
            {
                tell(subscriber);
            }
            catch (Exception error)
            {
                LogNotTold(error);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Changes that other processes make to settings cannot be seen for now")]
    private partial void LogBlind(Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Changes that other processes make to settings are seen again")]
    private partial void LogSees();

    [LoggerMessage(Level = LogLevel.Error, Message = "A part of the server failed at hearing of a changed setting, and may go on with the old one until the next change. Restart the server if it does, and report this")]
    private partial void LogNotTold(Exception error);
}
