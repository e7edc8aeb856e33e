using Coop.Engine.Actions;
using Coop.Engine.Outbox;
using Coop.Engine.Problems;
using Coop.Storage.Actions;
using Coop.Storage.Keys;
using Coop.Storage.Sqlite;
using Coop.Storage.Stream;
using Coop.Storage.Writing;

namespace Coop.Storage.Outbox;

internal sealed class DeliveryLog(
    WriteLane lane, Reads reads, KeyRing keys, SubmissionReader submissions, OutboxTargets targets, Receivers receivers, OutboxSignal signal, OutboxOwner owner, SteadyClock clock,
    TimeProvider time) : IDeliveryLog
{
    private const int MostFailing = 100;

    // Each of them in a commit of its own: a thousand in one would keep every other write waiting.
    private const int PerWrite = 100;

    private const string Columns =
        $"""
        SELECT e.key, e.state, e.attempts, e.next_attempt_at, e.delivered_at, e.last_status, e.last_error, s.id, s.item_id, d.decided_at, e.action
        FROM executions AS e JOIN submissions AS s ON s.sequence = e.key >> {OrdinalKey.BitsText} JOIN decisions AS d ON d.sequence = s.sequence
        """;

    private static readonly Sql One = new($"{Columns} WHERE e.key = ?1");
    private static readonly Sql Newest = new($"{Columns} WHERE e.action = ?1 ORDER BY e.key DESC LIMIT ?2");

    // A constant, so that the index of the failed ones serves it.
    private static readonly Sql NewestFailed = new($"{Columns} WHERE e.action = ?1 AND e.state = {ActionExecutionRow.Failed} ORDER BY e.key DESC LIMIT ?2");
    private static readonly Sql NewestIn = new($"{Columns} WHERE e.action = ?1 AND e.state = ?3 ORDER BY e.key DESC LIMIT ?2");

    private static readonly Sql IsKept = new("SELECT 1 FROM outbox WHERE key = ?1");

    private static readonly Sql GivenUp = new(
        """
        SELECT o.key FROM webhook_targets AS t JOIN outbox AS o ON o.receiver = t.receiver AND o.due_at = ?2 AND o.target = t.key
        WHERE t.action = ?1 ORDER BY o.key LIMIT ?3
        """);

    private static readonly Sql MakeDue = new(
        """
        UPDATE outbox SET target = COALESCE(?4, target), receiver = COALESCE(?5, receiver), due_at = ?2, claimed_by = 0, waited = 0
        WHERE key = ?1 AND (claimed_by = 0 OR (claimed_by <> ?3 AND due_at <= ?2))
        """);

    private static readonly Sql Tell = new("UPDATE executions SET state = ?2, next_attempt_at = ?3 WHERE key = ?1");

    public Task<IReadOnlyList<LoggedDelivery>> ListAsync(string orgId, string actionId, ActionExecutionState? state, int most, CancellationToken cancellationToken)
    {
        if (FindAction(orgId, actionId) is not { } action)
        {
            return Task.FromResult<IReadOnlyList<LoggedDelivery>>([]);
        }

        return Task.FromResult<IReadOnlyList<LoggedDelivery>>(reads.Run(statements =>
        {
            var sql = state switch
            {
                null => Newest,
                ActionExecutionState.Failed => NewestFailed,
                _ => NewestIn,
            };
            var read = statements[sql].Bind(1, action).Bind(2, most);
            if (sql == NewestIn)
            {
                read.Bind(3, (long)state!.Value);
            }

            List<LoggedDelivery> found = [];
            while (read.Step())
            {
                found.Add(Delivery(read, orgId, actionId));
            }

            return found;
        }));
    }

    public Task<LoggedDelivery?> FindAsync(string orgId, string executionId, CancellationToken cancellationToken)
    {
        var found = submissions.FindExecution(orgId, executionId) is not { } key ? null : reads.Run(statements =>
        {
            var read = statements[One].Bind(1, key);
            var delivery = read.Step() ? (Action: read.Long(10), Delivery: Delivery(read, orgId, "")) : ((long Action, LoggedDelivery Delivery)?)null;
            read.Reset();
            return delivery;
        });
        return Task.FromResult(found is not { } named ? null
            : named.Delivery with { Execution = named.Delivery.Execution with { ActionId = keys.Name(named.Action).Id } });
    }

    public async Task<bool> ResendAsync(string orgId, string executionId, WebhookAddress? to, CancellationToken cancellationToken)
    {
        if (submissions.FindExecution(orgId, executionId) is not { } key || await FindAsync(orgId, executionId, cancellationToken) is not { } found)
        {
            return false;
        }

        var target = to is null ? null : await targets.OfAsync(orgId, found.Execution.ActionId, to, cancellationToken);
        var isKept = await ResendAsync([key], target, cancellationToken) > 0 || reads.Run(statements => statements[IsKept].Bind(1, key).Scalar()) is not null;
        signal.Work.Set();
        return isKept;
    }

    public async Task<int> ResendFailedAsync(string orgId, string actionId, WebhookAddress? to, int most, CancellationToken cancellationToken)
    {
        if (FindAction(orgId, actionId) is not { } action)
        {
            return 0;
        }

        var target = to is null ? null : await targets.OfAsync(orgId, actionId, to, cancellationToken);
        var failed = reads.Run(statements =>
        {
            var read = statements[GivenUp].Bind(1, action).Bind(2, OutboxRow.GivenUp.UtcTicks).Bind(3, most);
            List<long> keys = [];
            while (read.Step())
            {
                keys.Add(read.Long(0));
            }

            return keys;
        });
        var sent = 0;
        foreach (var some in failed.Chunk(PerWrite))
        {
            try
            {
                sent += await ResendAsync(some, target, cancellationToken);
            }
            catch (StorageUnavailableException) when (sent > 0)
            {
                // Whoever asks anew for the rest is told. That nothing of this was kept would not be true.
                break;
            }

            signal.Work.Set();
        }

        return sent;
    }

    public Task<IReadOnlyList<FailingReceiver>> ListFailingAsync(string orgId, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<FailingReceiver>>(keys.FindOrg(orgId) is { } org ? receivers.FindFailing(org, MostFailing) : []);

    private Task<int> ResendAsync(long[] executions, OutboxTarget? target, CancellationToken cancellationToken)
    {
        var (steady, wall) = (clock.Now.UtcTicks, time.GetUtcNow().UtcTicks);
        return lane.GroupAsync(
            statements => executions.Sum(key =>
                statements[MakeDue].Bind(1, key).Bind(2, steady).Bind(3, owner.Id).Bind(4, target?.Key).Bind(5, target?.Receiver).Run() == 0
                    ? 0
                    : statements[Tell].Bind(1, key).Bind(2, (long)ActionExecutionState.Pending).Bind(3, wall).Run()),
            cancellationToken);
    }

    private long? FindAction(string orgId, string actionId) => keys.FindOrg(orgId) is { } org ? keys.FindKey(new KeyName(org, KeyKind.Action, actionId)) : null;

    private static LoggedDelivery Delivery(Statement read, string orgId, string actionId)
    {
        var decisionId = SubmissionId.Read(read.Blob(7));
        var execution = new ActionExecution
        {
            Id = ExecutionId.Of(decisionId, OrdinalKey.Ordinal(read.Long(0))),
            OrgId = orgId,
            ActionId = actionId,
            DecisionId = decisionId,
            State = (ActionExecutionState)read.Int(1),
            Attempts = read.Int(2),
            NextAttemptAt = read.InstantOrNull(3),
            DeliveredAt = read.InstantOrNull(4),
            LastStatus = read.IsNull(5) ? null : read.Int(5),
            LastError = read.TextOrNull(6),
        };
        return new LoggedDelivery(execution, read.Text(8), read.Instant(9));
    }
}
