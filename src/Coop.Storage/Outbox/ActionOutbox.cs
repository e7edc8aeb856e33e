using System.Runtime.InteropServices;
using Coop.Engine.Actions;
using Coop.Engine.Outbox;
using Coop.Storage.Actions;
using Coop.Storage.Keys;
using Coop.Storage.Schema;
using Coop.Storage.Secrets;
using Coop.Storage.Sqlite;
using Coop.Storage.Stream;
using Coop.Storage.Writing;

namespace Coop.Storage.Outbox;

internal sealed class ActionOutbox(WriteLane lane, Reads reads, KeyRing keys, SubmissionReader submissions, OutboxSignal signal, SecretVault vault, TimeProvider time) : IActionOutbox
{
    private static readonly Sql Due = new("SELECT key, host FROM outbox WHERE due_at <= ?1 ORDER BY due_at, key");
    private static readonly Sql Take = new("UPDATE outbox SET claim_token = ?2, due_at = ?3, attempts = attempts + 1 WHERE key = ?1");
    private static readonly Sql Read = new("SELECT org, action, attempts, url, headers, body FROM outbox WHERE key = ?1");
    private static readonly Sql Renew = new("UPDATE outbox SET due_at = ?3 WHERE key = ?1 AND claim_token = ?2");
    private static readonly Sql Remove = new("DELETE FROM outbox WHERE key = ?1 AND claim_token = ?2");
    private static readonly Sql Postpone = new("UPDATE outbox SET due_at = ?3, claim_token = NULL WHERE key = ?1 AND claim_token = ?2");

    private static readonly Sql Tell = new(
        "UPDATE executions SET state = ?2, attempts = ?3, next_attempt_at = ?4, delivered_at = ?5, last_status = ?6, last_error = ?7 WHERE key = ?1");

    private static readonly Sql Next = new("SELECT due_at FROM outbox WHERE due_at < ?1 ORDER BY due_at LIMIT 1");

    public async Task<IReadOnlyList<OutboxDelivery>> ClaimDueAsync(
        int most, TimeSpan lease, IReadOnlyCollection<string> exceptHosts, CancellationToken cancellationToken)
    {
        var token = Guid.NewGuid().ToString("N");
        var now = time.GetUtcNow();
        var rows = await lane.GroupAsync(statements => Claim(statements, most, token, now, now + lease, exceptHosts), cancellationToken);
        return rows.ConvertAll(row => Delivery(row, token));
    }

    public Task RenewAsync(IReadOnlyCollection<OutboxDelivery> deliveries, TimeSpan lease, CancellationToken cancellationToken)
    {
        var until = (time.GetUtcNow() + lease).UtcTicks;
        var held = deliveries.Select(delivery => (Key: Key(delivery.ExecutionId, delivery.OrgId), delivery.ClaimToken)).ToList();
        return lane.GroupAsync(statements => held.Sum(each => statements[Renew].Bind(1, each.Key).Bind(2, each.ClaimToken).Bind(3, until).Run()), cancellationToken);
    }

    public Task RecordAsync(OutboxDelivery delivery, DeliveryAttempt attempt, DateTimeOffset? nextAttemptAt, CancellationToken cancellationToken)
    {
        var again = attempt.Succeeded ? null : nextAttemptAt;
        var state = attempt.Succeeded ? ActionExecutionState.Delivered : again is null ? ActionExecutionState.Failed : ActionExecutionState.Pending;
        var (key, delivered) = (Key(delivery.ExecutionId, delivery.OrgId), attempt.Succeeded ? time.GetUtcNow().UtcTicks : (long?)null);
        return lane.GroupAsync(
            statements =>
            {
                var claim = statements[attempt.Succeeded ? Remove : Postpone].Bind(1, key).Bind(2, delivery.ClaimToken);
                if (!attempt.Succeeded)
                {
                    claim.Bind(3, (again ?? OutboxRow.GivenUp).UtcTicks);
                }

                if (claim.Run() == 0)
                {
                    return false;
                }

                statements[Tell].Bind(1, key).Bind(2, (long)state).Bind(3, delivery.Attempt).Bind(4, again?.UtcTicks).Bind(5, delivered)
                    .Bind(6, (long?)attempt.Status).Bind(7, attempt.Error).Run();
                return true;
            },
            cancellationToken);
    }

    public Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken) => Task.FromResult(
        reads.Run(statements => statements[Next].Bind(1, OutboxRow.GivenUp.UtcTicks).Scalar()) is { } ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : (DateTimeOffset?)null);

    public Task WaitForWorkAsync(CancellationToken cancellationToken) => signal.Work.WaitAsync(cancellationToken);

    private static List<ClaimedRow> Claim(
        Statements statements, int most, string token, DateTimeOffset now, DateTimeOffset until, IReadOnlyCollection<string> exceptHosts)
    {
        var due = statements[Due].Bind(1, now.UtcTicks);
        var taken = new List<ClaimedRow>();
        while (taken.Count < most && due.Step())
        {
            if (!exceptHosts.Contains(due.Text(1)))
            {
                taken.Add(new ClaimedRow { Key = due.Long(0) });
            }
        }

        due.Reset();
        foreach (ref var row in CollectionsMarshal.AsSpan(taken))
        {
            statements[Take].Bind(1, row.Key).Bind(2, token).Bind(3, until.UtcTicks).Run();
            var read = statements[Read].Bind(1, row.Key);
            read.Step();
            row = new ClaimedRow
            {
                Key = row.Key,
                Org = read.Long(0),
                Action = read.Long(1),
                Attempt = read.Int(2),
                Url = read.Text(3),
                Headers = read.Text(4),
                Body = read.Blob(5).ToArray(),
            };
            read.Reset();
        }

        return taken;
    }

    private OutboxDelivery Delivery(ClaimedRow row, string token)
    {
        var (orgId, actionId) = (keys.Name(row.Org).Id, keys.Name(row.Action).Id);
        var executionId = ExecutionId.Of(submissions.FindId(OrdinalKey.Sequence(row.Key)), OrdinalKey.Ordinal(row.Key));
        var headers = SealedHeaders.Open(vault, orgId, actionId, StoredJson.To<Dictionary<string, string>>(row.Headers));
        return new OutboxDelivery(executionId, orgId, actionId, row.Attempt, token, row.Url, headers, row.Body);
    }

    private long Key(string executionId, string orgId) =>
        submissions.FindExecution(orgId, executionId) ?? throw new ArgumentException($"There is no execution '{executionId}'.", nameof(executionId));

    private readonly record struct ClaimedRow(long Key, long Org, long Action, int Attempt, string Url, string Headers, byte[] Body);
}
