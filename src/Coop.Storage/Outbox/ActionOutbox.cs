using Coop.Engine;
using Coop.Engine.Actions;
using Coop.Engine.Outbox;
using Coop.Storage.Secrets;
using Coop.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace Coop.Storage.Outbox;

internal sealed class ActionOutbox(IDbContextFactory<CoopDb> dbs, WriteLane lane, Dialect dialect, OutboxSignal signal, SecretVault vault, TimeProvider time) : IActionOutbox
{
    private const string Renew = "UPDATE outbox SET due_at = @due_at WHERE execution_id = @execution_id AND claim_token = @claim_token";
    private const string Remove = "DELETE FROM outbox WHERE execution_id = @execution_id AND claim_token = @claim_token";

    private const string Postpone =
        "UPDATE outbox SET due_at = @due_at, claim_token = NULL WHERE execution_id = @execution_id AND claim_token = @claim_token";

    private const string Tell =
        """
        UPDATE action_executions SET state = @state, attempts = @attempts, next_attempt_at = @next_attempt_at, delivered_at = @delivered_at,
               last_status = @last_status, last_error = @last_error
        WHERE id = @execution_id
        """;

    public async Task<IReadOnlyList<OutboxDelivery>> ClaimDueAsync(
        int most, TimeSpan lease, IReadOnlyCollection<string> exceptHosts, CancellationToken cancellationToken)
    {
        var token = Guid.NewGuid().ToString("N");
        var rows = await lane.RunAsync(
            (batch, cancel) =>
            {
                var now = time.GetUtcNow();
                object[] parameters = [token, (now + lease).UtcTicks, now.UtcTicks, most, .. exceptHosts];
                return batch.Db.Set<OutboxRow>().FromSqlRaw(ClaimSql(exceptHosts.Count), parameters).AsNoTracking().ToListAsync(cancel);
            },
            cancellationToken);
        return [.. rows.OrderBy(row => row.Sequence).Select(row => row.ToDelivery(token, vault))];
    }

    public Task RenewAsync(IReadOnlyCollection<OutboxDelivery> deliveries, TimeSpan lease, CancellationToken cancellationToken) => lane.RunAsync(
        async (batch, cancel) =>
        {
            var until = (time.GetUtcNow() + lease).UtcTicks;
            foreach (var delivery in deliveries)
            {
                await batch.ExecuteAsync(
                    Renew, [("@due_at", until), ("@execution_id", delivery.ExecutionId), ("@claim_token", delivery.ClaimToken)], cancel);
            }

            return deliveries.Count;
        },
        cancellationToken);

    public Task RecordAsync(OutboxDelivery delivery, DeliveryAttempt attempt, DateTimeOffset? nextAttemptAt, CancellationToken cancellationToken)
    {
        var again = attempt.Succeeded ? null : nextAttemptAt;
        var state = attempt.Succeeded ? ActionExecutionState.Delivered : again is null ? ActionExecutionState.Failed : ActionExecutionState.Pending;
        return lane.RunAsync(
            async (batch, cancel) =>
            {
                (string, object?)[] claim = [("@execution_id", delivery.ExecutionId), ("@claim_token", delivery.ClaimToken)];
                var latest = attempt.Succeeded
                    ? await batch.ExecuteAsync(Remove, claim, cancel)
                    : await batch.ExecuteAsync(Postpone, [("@due_at", (again ?? OutboxRow.GivenUp).UtcTicks), .. claim], cancel);
                if (latest == 0)
                {
                    return false;
                }

                await batch.ExecuteAsync(
                    Tell,
                    [
                        ("@state", WireNames.Of(state)), ("@attempts", delivery.Attempt), ("@next_attempt_at", again?.UtcTicks),
                        ("@delivered_at", attempt.Succeeded ? time.GetUtcNow().UtcTicks : null), ("@last_status", attempt.Status),
                        ("@last_error", attempt.Error), ("@execution_id", delivery.ExecutionId),
                    ],
                    cancel);
                return true;
            },
            cancellationToken);
    }

    public async Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        return await db.Set<OutboxRow>().Where(row => row.DueAt < OutboxRow.GivenUp).OrderBy(row => row.DueAt).Select(row => (DateTimeOffset?)row.DueAt).FirstOrDefaultAsync(cancellationToken);
    }

    public Task WaitForWorkAsync(CancellationToken cancellationToken) => signal.Work.WaitAsync(cancellationToken);

    private string ClaimSql(int exceptHosts)
    {
        var except = exceptHosts == 0 ? "" : $" AND host NOT IN ({string.Join(", ", Enumerable.Range(4, exceptHosts).Select(i => $"{{{i}}}"))})";
        return $$"""
            UPDATE outbox SET claim_token = {0}, due_at = {1}, attempts = attempts + 1
            WHERE sequence IN (SELECT sequence FROM outbox WHERE due_at <= {2}{{except}} ORDER BY due_at, sequence LIMIT {3}{{dialect.SkipLocked}})
            RETURNING *
            """;
    }
}
