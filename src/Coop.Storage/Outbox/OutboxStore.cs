using Coop.Engine.Actions;
using Coop.Engine.Outbox;
using Coop.Storage.Sqlite;
using Coop.Storage.Writing;

namespace Coop.Storage.Outbox;

internal sealed class OutboxStore(
    WriteLane lane, Reads reads, OutboxClaims claims, Receivers receivers, OutboxSignal signal, OutboxOwner owner, SteadyClock clock, TimeProvider time) : IOutbox
{
    private const string Mine = " WHERE key = ?1 AND claimed_by = ?2 AND fence = ?3";

    private static readonly Sql IsMine = new("SELECT 1 FROM outbox" + Mine);
    private static readonly Sql MoveMine = new("UPDATE outbox SET due_at = ?4" + Mine);
    private static readonly Sql GiveBack = new("UPDATE outbox SET claimed_by = 0, due_at = ?4, waited = ?5" + Mine);
    private static readonly Sql Remove = new("DELETE FROM outbox WHERE key = ?1");
    private static readonly Sql CountTry = new("UPDATE executions SET attempts = attempts + 1 WHERE key = ?1");

    private static readonly Sql Tell = new(
        "UPDATE executions SET state = ?2, next_attempt_at = ?3, delivered_at = ?4, last_status = ?5, last_error = ?6 WHERE key = ?1");

    private static readonly Sql MendWaiting = new("UPDATE outbox SET due_at = ?2 WHERE receiver = ?1 AND due_at > ?3 AND due_at < ?4 AND claimed_by = 0");

    private static readonly Sql MendHeld = new(
        "UPDATE outbox SET due_at = ?2 WHERE receiver = ?1 AND due_at > ?2 AND due_at < ?4 AND claimed_by NOT IN (0, ?3)");

    public Task<IReadOnlyList<WaitingReceiver>> WaitingAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<WaitingReceiver>>(receivers.FindWaiting(clock.Now));

    public Task<IReadOnlyList<OutboxDelivery>> ClaimAsync(IReadOnlyList<ReceiverShare> shares, TimeSpan lease, CancellationToken cancellationToken) =>
        claims.TakeAsync(shares, lease, cancellationToken);

    public Task ExtendAsync(IReadOnlyCollection<OutboxDelivery> deliveries, TimeSpan lease, CancellationToken cancellationToken)
    {
        var until = (clock.Now + lease).UtcTicks;
        return lane.GroupAsync(statements => deliveries.Sum(delivery => OfMine(statements, MoveMine, delivery).Bind(4, until).Run()), cancellationToken);
    }

    public async Task<bool> EndIfActionDeletedAsync(OutboxDelivery delivery, CancellationToken cancellationToken)
    {
        if (reads.Run(statements => EndedWebhooks.IsActionThere(statements, delivery)))
        {
            return false;
        }

        // It goes either way: who holds it now ends it.
        await lane.GroupAsync(statements => EndedWebhooks.End(statements, delivery, owner), cancellationToken);
        return true;
    }

    public Task<bool> BeginAsync(OutboxDelivery delivery, CancellationToken cancellationToken) => lane.GroupAsync(
        statements => OfMine(statements, IsMine, delivery).Scalar() is not null && statements[CountTry].Bind(1, delivery.Key).Run() > 0,
        cancellationToken);

    public async Task<bool> ReleaseAsync(OutboxDelivery delivery, CancellationToken cancellationToken)
    {
        var now = clock.Now.UtcTicks;
        var isMine = await lane.GroupAsync(
            statements => OfMine(statements, GiveBack, delivery).Bind(4, now).Bind(5, delivery.Waited.Ticks).Run() > 0, cancellationToken);
        signal.Work.Set();
        return isMine;
    }

    public async Task<ReceiverChange?> RecordAsync(OutboxDelivery delivery, DeliveryAttempt attempt, TimeSpan? wait, CancellationToken cancellationToken)
    {
        var (steady, wall) = (clock.Now, time.GetUtcNow());
        var noted = await lane.GroupAsync(
            statements => Finish(statements, delivery, attempt, wait, steady, wall) && attempt.WasSent
                ? Receivers.Note(statements, delivery.Receiver, attempt, wall)
                : ((ReceiverHealth Before, ReceiverHealth Now, long Org, string Place)?)null,
            cancellationToken);
        if (noted is not { } receiver || receiver.Before.IsDown == receiver.Now.IsDown)
        {
            return null;
        }

        var (waiting, givenUp) = receivers.Count(delivery.Receiver);
        return new ReceiverChange(delivery.OrgId, receiver.Place, receiver.Before, receiver.Now, waiting, givenUp);
    }

    public Task MendDueTimesAsync(TimeSpan longestWait, TimeSpan longestLease, CancellationToken cancellationToken)
    {
        var now = clock.Now;
        var (last, leased, givenUp) = ((now + longestWait).UtcTicks, (now + longestLease).UtcTicks, OutboxRow.GivenUp.UtcTicks);
        var all = reads.Run(Receivers.WithRows);
        return all.Count == 0 ? Task.CompletedTask : lane.GroupAsync(
            statements => all.Sum(row =>
                statements[MendWaiting].Bind(1, row.Receiver).Bind(2, now.UtcTicks).Bind(3, last).Bind(4, givenUp).Run()
                + statements[MendHeld].Bind(1, row.Receiver).Bind(2, leased).Bind(3, owner.Id).Bind(4, givenUp).Run()),
            cancellationToken);
    }

    public Task WaitForWorkAsync(CancellationToken cancellationToken) => signal.Work.WaitAsync(cancellationToken);

    /// <returns>False when it does not count, because somebody else holds the delivery, or it is delivered.</returns>
    private bool Finish(Statements statements, OutboxDelivery delivery, DeliveryAttempt attempt, TimeSpan? wait, DateTimeOffset steady, DateTimeOffset wall)
    {
        if (attempt.Succeeded)
        {
            return statements[Remove].Bind(1, delivery.Key).Run() > 0 && Say(ActionExecutionState.Delivered, null, wall);
        }

        var due = wait is { } then ? steady + then : OutboxRow.GivenUp;
        var waited = delivery.Waited + (wait ?? TimeSpan.Zero);
        return OfMine(statements, GiveBack, delivery).Bind(4, due.UtcTicks).Bind(5, waited.Ticks).Run() > 0
            && Say(wait is null ? ActionExecutionState.Failed : ActionExecutionState.Pending, wall + wait, null);

        bool Say(ActionExecutionState state, DateTimeOffset? next, DateTimeOffset? delivered) =>
            statements[Tell].Bind(1, delivery.Key).Bind(2, (long)state).Bind(3, next?.UtcTicks).Bind(4, delivered?.UtcTicks).Bind(5, (long?)attempt.Status).Bind(6, attempt.Error).Run() > 0;
    }

    private Statement OfMine(Statements statements, Sql sql, OutboxDelivery delivery) =>
        statements[sql].Bind(1, delivery.Key).Bind(2, owner.Id).Bind(3, delivery.Fence);
}
