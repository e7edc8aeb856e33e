using Coop.Engine;
using Coop.Engine.Actions;
using Coop.Engine.Outbox;
using Coop.Storage.Actions;
using Coop.Storage.Decisions;
using Coop.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace Coop.Storage.Outbox;

internal sealed class DeliveryLog(IDbContextFactory<CoopDb> dbs, WriteLane lane, OutboxSignal signal, TimeProvider time) : IDeliveryLog
{
    private const string MakeDue = "UPDATE outbox SET due_at = @now, claim_token = NULL WHERE execution_id = @execution_id AND org_id = @org_id AND due_at = @parked";
    private const string Tell = "UPDATE action_executions SET state = @state, next_attempt_at = @now WHERE id = @execution_id AND org_id = @org_id";

    public async Task<IReadOnlyList<LoggedDelivery>> ListAsync(string orgId, string actionId, int most, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var rows = await db.Set<ActionExecutionRow>().AsNoTracking()
            .Where(row => row.OrgId == orgId && row.ActionId == actionId)
            .OrderByDescending(row => row.Sequence)
            .Take(most)
            .Join(db.Set<DecisionRow>(), execution => execution.DecisionId, decision => decision.Id, (execution, decision) => new { execution, decision.ItemId, decision.DecidedAt })
            .ToListAsync(cancellationToken);
        return [.. rows.OrderByDescending(row => row.execution.Sequence).Select(row => new LoggedDelivery(row.execution.ToExecution(), row.ItemId, row.DecidedAt))];
    }

    public async Task<bool> RetryAsync(string orgId, string executionId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcTicks;
        var found = await lane.RunAsync(
            async (batch, cancel) =>
            {
                if (await batch.ExecuteAsync(MakeDue, [("@now", now), ("@execution_id", executionId), ("@org_id", orgId), ("@parked", OutboxRow.GivenUp.UtcTicks)], cancel) == 0)
                {
                    return false;
                }

                await batch.ExecuteAsync(Tell, [("@state", WireNames.Of(ActionExecutionState.Pending)), ("@now", now), ("@execution_id", executionId), ("@org_id", orgId)], cancel);
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
