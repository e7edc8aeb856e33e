using Coop.Engine.Actions;
using Coop.Engine.Outbox;
using Coop.Engine.Problems;
using Coop.Storage.Keys;
using Coop.Storage.Sqlite;
using Coop.Storage.Stream;
using Coop.Storage.Writing;
using Microsoft.Extensions.Logging;

namespace Coop.Storage.Outbox;

/// <summary>
/// Takes what is due for this process. Where each goes is read before it is taken: what failed after the commit that takes it would be held by somebody who does not know of it,
/// and never be sent.
/// </summary>
internal sealed partial class OutboxClaims(
    WriteLane lane, Reads reads, SubmissionReader submissions, OutboxTargets targets, OutboxOwner owner, SteadyClock clock, ILogger<OutboxClaims> logger)
{
    private static readonly TimeSpan UntilReadAgain = TimeSpan.FromMinutes(5);

    // What this process holds is not due for it, whatever the time: only its own record, or a release, ends its claim.
    private static readonly Sql Due = new("SELECT key, target FROM outbox WHERE receiver = ?1 AND due_at <= ?2 AND claimed_by <> ?3 ORDER BY due_at, key LIMIT ?4");

    // Another process may have taken it since it was read.
    private const string StillDue = " WHERE key = ?1 AND claimed_by <> ?2 AND due_at <= ?3";

    private static readonly Sql Take = new("UPDATE outbox SET claimed_by = ?2, fence = fence + 1, due_at = ?4" + StillDue);
    private static readonly Sql Postpone = new("UPDATE outbox SET due_at = ?4" + StillDue);
    private static readonly Sql Read = new("SELECT fence, waited, body FROM outbox WHERE key = ?1");

    public async Task<IReadOnlyList<OutboxDelivery>> TakeAsync(IReadOnlyList<ReceiverShare> shares, TimeSpan lease, CancellationToken cancellationToken)
    {
        var now = clock.Now;
        var due = reads.Run(statements => shares.SelectMany(share => FindDue(statements, share, now)).ToList());
        var (ready, unreadable) = (new List<Ready>(due.Count), new List<long>());
        Exception? first = null;
        foreach (var row in due)
        {
            try
            {
                var executionId = ExecutionId.Of(submissions.FindId(OrdinalKey.Sequence(row.Key)), OrdinalKey.Ordinal(row.Key));
                ready.Add(new Ready(row.Key, row.Receiver, executionId, targets.Find(row.Target)));
            }
            catch (Exception error) when (error is not StorageUnavailableException)
            {
                unreadable.Add(row.Key);
                first ??= error;
            }
        }

        if (first is not null)
        {
            LogUnreadable(first, unreadable[0], unreadable.Count - 1, (int)UntilReadAgain.TotalMinutes);
        }

        return due.Count == 0 ? [] : await lane.GroupAsync(
            statements =>
            {
                unreadable.ForEach(key => IfDue(statements, Postpone, key, now, now + UntilReadAgain));
                return ready.FindAll(row => IfDue(statements, Take, row.Key, now, now + lease)).ConvertAll(row => Delivery(statements, row));
            },
            cancellationToken);
    }

    private List<(long Key, long Receiver, long Target)> FindDue(Statements statements, ReceiverShare share, DateTimeOffset now)
    {
        List<(long, long, long)> found = [];
        var read = statements[Due].Bind(1, share.Receiver).Bind(2, now.UtcTicks).Bind(3, owner.Id).Bind(4, share.Most);
        while (read.Step())
        {
            found.Add((read.Long(0), share.Receiver, read.Long(1)));
        }

        return found;
    }

    private bool IfDue(Statements statements, Sql sql, long key, DateTimeOffset now, DateTimeOffset until) =>
        statements[sql].Bind(1, key).Bind(2, owner.Id).Bind(3, now.UtcTicks).Bind(4, until.UtcTicks).Run() > 0;

    private static OutboxDelivery Delivery(Statements statements, Ready ready)
    {
        var row = statements[Read].Bind(1, ready.Key);
        row.Step();
        var (fence, waited, body) = (row.Long(0), TimeSpan.FromTicks(row.Long(1)), row.Blob(2).ToArray());
        row.Reset();
        var message = new OutboxMessage(ready.ExecutionId, ready.Target.ActionId, ready.Target.Address, body);
        return new OutboxDelivery(ready.Key, fence, ready.Receiver, ready.Target.OrgId, waited, message);
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Webhook {Key} and {Others} more cannot be read from the database, and are tried again in {Minutes} minutes. The others go on. Restore the database from a backup if this does not end")]
    private partial void LogUnreadable(Exception error, long key, int others, int minutes);

    private sealed record Ready(long Key, long Receiver, string ExecutionId, OutboxTarget Target);
}
