using Coop.Engine;
using Coop.Engine.Actions;
using Coop.Engine.Outbox;
using Coop.Engine.Uses;
using Coop.Storage.Actions;
using Coop.Storage.Database;
using Coop.Storage.Keys;
using Coop.Storage.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Coop.Storage.Outbox;

/// <summary>Ends the webhooks of a deleted action: their bytes go, and their executions say why nothing was sent.</summary>
internal sealed class EndedWebhooks(KeyRing keys)
{
    // Every other write waits meanwhile: what is beyond ends when its next try is due.
    private const int MostAtOnce = 10_000;

    // A receiver may be that of many actions and have millions waiting: what is looked at has a bound too.
    private const int MostLookedAt = 2 * MostAtOnce;

    private const string Waiting =
        """
        SELECT o.key AS "Value" FROM
            (SELECT key, target, claimed_by FROM outbox WHERE receiver IN (SELECT receiver FROM webhook_targets WHERE action = {0}) AND due_at < {1} LIMIT {2}) AS o
        WHERE o.claimed_by = 0 AND o.target IN (SELECT key FROM webhook_targets WHERE action = {0}) LIMIT {3}
        """;

    private static readonly Sql IsThere = new($"SELECT 1 FROM settings WHERE org_id = ?1 AND kind = '{WireNames.Of(SettingKind.Action)}' AND id = ?2");
    private static readonly Sql Remove = new("DELETE FROM outbox WHERE key = ?1 AND claimed_by = ?2 AND fence = ?3");
    private static readonly Sql Tell = new($"UPDATE executions SET state = {ActionExecutionRow.Failed}, next_attempt_at = NULL, last_error = ?2 WHERE key = ?1");

    /// <summary>Those that wait and nobody holds, in the transaction that deletes the action.</summary>
    public async Task EndAsync(CoopDb db, string orgId, string actionId, CancellationToken cancellationToken)
    {
        if (keys.FindOrg(orgId) is not { } org || keys.FindKey(new KeyName(org, KeyKind.Action, actionId)) is not { } action)
        {
            return;
        }

        var givenUp = OutboxRow.GivenUp.UtcTicks;
        var waiting = await db.Database.SqlQueryRaw<long>(Waiting, action, givenUp, MostLookedAt, MostAtOnce).ToListAsync(cancellationToken);
        await db.Set<ActionExecutionRow>().Where(execution => waiting.Contains(execution.Key)).ExecuteUpdateAsync(
            set => set.SetProperty(e => e.State, (int)ActionExecutionState.Failed).SetProperty(e => e.NextAttemptAt, (DateTimeOffset?)null).SetProperty(e => e.LastError, DeliveryEnd.ActionDeleted),
            cancellationToken);
        await db.Set<OutboxRow>().Where(row => waiting.Contains(row.Key)).ExecuteDeleteAsync(cancellationToken);
    }

    public static bool IsActionThere(Statements statements, OutboxDelivery delivery) =>
        statements[IsThere].Bind(1, delivery.OrgId).Bind(2, delivery.Message.ActionId).Scalar() is not null;

    /// <summary>One that this process holds.</summary>
    /// <returns>False when somebody else holds it now.</returns>
    public static bool End(Statements statements, OutboxDelivery delivery, OutboxOwner owner) =>
        statements[Remove].Bind(1, delivery.Key).Bind(2, owner.Id).Bind(3, delivery.Fence).Run() > 0
        && statements[Tell].Bind(1, delivery.Key).Bind(2, DeliveryEnd.ActionDeleted).Run() > 0;
}
