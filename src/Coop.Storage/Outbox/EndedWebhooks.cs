using Coop.Engine;
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

    private const string Waiting =
        """
        SELECT o.key FROM webhook_targets AS t CROSS JOIN outbox AS o
        WHERE t.action = {0} AND o.receiver = t.receiver AND o.due_at < {1} AND o.target = t.key AND o.claimed_by = 0 ORDER BY o.key LIMIT {2}
        """;

    private const string TellWaiting = $"UPDATE executions SET state = {ActionExecutionRow.Failed}, next_attempt_at = NULL, last_error = {{3}} WHERE key IN ({Waiting})";
    private const string RemoveWaiting = $"DELETE FROM outbox WHERE key IN ({Waiting})";

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
        await db.Database.ExecuteSqlRawAsync(TellWaiting, [action, givenUp, MostAtOnce, DeliveryEnd.ActionDeleted], cancellationToken);
        await db.Database.ExecuteSqlRawAsync(RemoveWaiting, [action, givenUp, MostAtOnce], cancellationToken);
    }

    public static bool IsActionThere(Statements statements, OutboxDelivery delivery) =>
        statements[IsThere].Bind(1, delivery.OrgId).Bind(2, delivery.Message.ActionId).Scalar() is not null;

    /// <summary>One that this process holds.</summary>
    /// <returns>False when somebody else holds it now.</returns>
    public static bool End(Statements statements, OutboxDelivery delivery, OutboxOwner owner) =>
        statements[Remove].Bind(1, delivery.Key).Bind(2, owner.Id).Bind(3, delivery.Fence).Run() > 0
        && statements[Tell].Bind(1, delivery.Key).Bind(2, DeliveryEnd.ActionDeleted).Run() > 0;
}
