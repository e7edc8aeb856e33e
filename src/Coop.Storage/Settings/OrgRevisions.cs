using System.Collections.Concurrent;
using System.Data.Common;
using Coop.Engine.Editing;
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
    private readonly SemaphoreSlim _reading = new(1, 1);
    private readonly CancellationTokenSource _stop = new();
    private Task? _looking;
    private long? _seen;
    private bool _fails;
    private bool _isDisposed;

    public OrgRevisions(IDbContextFactory<CoopDb> dbs, TimeProvider time, ILogger<OrgRevisions> logger) => (_dbs, _time, _logger) = (dbs, time, logger);

    public event Action<string>? Moved;

    public ValueTask<OrgRevision> OfAsync(string orgId, CancellationToken cancellationToken) =>
        _known.TryGetValue(orgId, out var known) ? new(known) : new(LearnAsync(orgId, cancellationToken));

    /// <summary>A change of this process is on the disk.</summary>
    public void Move(string orgId, OrgRevision revision)
    {
        _known.AddOrUpdate(orgId, revision, (_, known) => Later(known, revision));
        Moved?.Invoke(orgId);
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
            _looking ??= Task.Run(LookAsync, CancellationToken.None);
            var revision = await ReadAsync(db, orgId, cancellationToken);
            return _known.AddOrUpdate(orgId, revision, (_, known) => Later(known, revision));
        }
        finally
        {
            _reading.Release();
        }
    }

    private async Task LookAsync()
    {
        using var timer = new PeriodicTimer(LookEvery, _time);
        try
        {
            await using var db = await _dbs.CreateDbContextAsync(_stop.Token);
            await db.Database.OpenConnectionAsync(_stop.Token);
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = "SELECT org_id, sequence, moves_rules FROM setting_changes WHERE sequence > @seen ORDER BY sequence";
            var seen = command.CreateParameter();
            seen.ParameterName = "@seen";
            command.Parameters.Add(seen);
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                await LookOnceAsync(command, seen);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
        }
    }

    private async Task LookOnceAsync(DbCommand command, DbParameter seen)
    {
        var risen = new HashSet<string>(StringComparer.Ordinal);
        await _reading.WaitAsync(_stop.Token);
        try
        {
            seen.Value = _seen;
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
            }

            _fails = false;
        }
        catch (DbException error)
        {
            // Whatever it is, such as a full disk, it is looked again at once; only that it began is worth a line.
            if (!_fails)
            {
                _fails = true;
                LogBlind(error);
            }
        }
        finally
        {
            _reading.Release();
        }

        foreach (var orgId in risen)
        {
            Moved?.Invoke(orgId);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Changes that other processes make to settings cannot be seen for now")]
    private partial void LogBlind(Exception error);
}
