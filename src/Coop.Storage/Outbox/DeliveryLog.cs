using Coop.Engine.Actions;
using Coop.Engine.Outbox;
using Coop.Storage.Keys;
using Coop.Storage.Sqlite;
using Coop.Storage.Stream;
using Coop.Storage.Writing;

namespace Coop.Storage.Outbox;

internal sealed class DeliveryLog(WriteLane lane, Reads reads, KeyRing keys, SubmissionReader submissions, OutboxSignal signal, TimeProvider time) : IDeliveryLog
{
    private static readonly Sql MakeDue = new("UPDATE outbox SET due_at = ?2, claim_token = NULL WHERE key = ?1 AND due_at = ?3");
    private static readonly Sql Tell = new("UPDATE executions SET state = ?2, next_attempt_at = ?3 WHERE key = ?1");

    private static readonly Sql Newest = new(
        $"""
        SELECT e.key, e.state, e.attempts, e.next_attempt_at, e.delivered_at, e.last_status, e.last_error, s.id, s.item_id, d.decided_at
        FROM executions AS e JOIN submissions AS s ON s.sequence = e.key >> {OrdinalKey.BitsText} JOIN decisions AS d ON d.sequence = s.sequence
        WHERE e.action = ?1 ORDER BY e.key DESC LIMIT ?2
        """);

    public Task<IReadOnlyList<LoggedDelivery>> ListAsync(string orgId, string actionId, int most, CancellationToken cancellationToken)
    {
        if (keys.FindOrg(orgId) is not { } org || keys.FindKey(new KeyName(org, KeyKind.Action, actionId)) is not { } action)
        {
            return Task.FromResult<IReadOnlyList<LoggedDelivery>>([]);
        }

        return Task.FromResult<IReadOnlyList<LoggedDelivery>>(reads.Run(statements =>
        {
            var read = statements[Newest].Bind(1, action).Bind(2, most);
            var found = new List<LoggedDelivery>();
            while (read.Step())
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
                found.Add(new LoggedDelivery(execution, read.Text(8), read.Instant(9)));
            }

            return found;
        }));
    }

    public async Task<bool> RetryAsync(string orgId, string executionId, CancellationToken cancellationToken)
    {
        if (submissions.FindExecution(orgId, executionId) is not { } key)
        {
            return false;
        }

        var now = time.GetUtcNow().UtcTicks;
        var found = await lane.GroupAsync(
            statements =>
            {
                if (statements[MakeDue].Bind(1, key).Bind(2, now).Bind(3, OutboxRow.GivenUp.UtcTicks).Run() == 0)
                {
                    return false;
                }

                statements[Tell].Bind(1, key).Bind(2, (long)ActionExecutionState.Pending).Bind(3, now).Run();
                return true;
            },
            cancellationToken);
        if (found)
        {
            signal.Work.Set();
        }

        return found;
    }
}
