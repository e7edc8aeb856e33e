using Coop.Engine.Deciding;
using Coop.Engine.Outbox;
using Coop.Engine.Submissions;
using Coop.Storage.Actions;
using Coop.Storage.Decisions;
using Coop.Storage.Outbox;
using Coop.Storage.Secrets;
using Coop.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace Coop.Storage.Submissions;

internal sealed class SubmissionStore(
    IDbContextFactory<CoopDb> dbs, WriteLane lane, Dialect dialect, OutboxSignal outbox, SecretVault vault, TimeProvider time) : ISubmissionStore
{
    // Deep enough for a form to offer something of each type, and never a walk through all that was ever decided.
    private const int DecidedDepth = 500;

    private readonly SubmissionQueue _queue = new(dialect);
    private readonly WorkSignal _work = new(time);

    public async Task AppendAsync(IReadOnlyList<Submission> submissions, CancellationToken cancellationToken)
    {
        await AppendAsync(submissions, time.GetUtcNow(), claimToken: null, cancellationToken);
        _work.Set();
    }

    public async Task<IReadOnlyList<ClaimedSubmission>> AppendClaimedAsync(
        IReadOnlyList<Submission> submissions, TimeSpan lease, CancellationToken cancellationToken)
    {
        var token = NewToken();
        await AppendAsync(submissions, time.GetUtcNow() + lease, token, cancellationToken);
        return [.. submissions.Select(submission => new ClaimedSubmission(submission, token, 1))];
    }

    public async Task<IReadOnlyList<ClaimedSubmission>> ClaimAsync(int most, TimeSpan lease, CancellationToken cancellationToken)
    {
        var token = NewToken();
        var rows = await lane.RunAsync(
            (batch, cancel) =>
            {
                var now = time.GetUtcNow();
                return _queue.ClaimAsync(batch, most, now, now + lease, token, cancel);
            },
            cancellationToken);
        return rows.ConvertAll(row => new ClaimedSubmission(row.ToSubmission(), token, row.Attempts));
    }

    public Task RenewAsync(IReadOnlyCollection<ClaimedSubmission> claims, TimeSpan lease, CancellationToken cancellationToken) => lane.RunAsync(
        async (batch, cancel) =>
        {
            var until = time.GetUtcNow() + lease;
            foreach (var claim in claims)
            {
                await SubmissionQueue.RenewAsync(batch, claim, until, cancel);
            }

            return claims.Count;
        },
        cancellationToken);

    public async Task<bool> CompleteAsync(ClaimedSubmission claim, Decision decision, IReadOnlyList<OutboxMessage> webhooks, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var written = webhooks.Select(webhook => webhook with { Headers = SealedHeaders.Seal(vault, decision.OrgId, webhook.ActionId, webhook.Headers) }).ToList();
        var decided = await lane.RunAsync(
            async (batch, cancel) =>
            {
                if (!await SubmissionQueue.FinishAsync(batch, claim, cancel))
                {
                    return false;
                }

                await DecisionWriter.WriteAsync(batch, claim.Submission, decision, written, now, cancel);
                return true;
            },
            cancellationToken);
        if (decided && webhooks.Count > 0)
        {
            outbox.Work.Set();
        }

        return decided;
    }

    public Task AbandonAsync(ClaimedSubmission claim, string error, TimeSpan delay, bool park, CancellationToken cancellationToken) => lane.RunAsync(
        async (batch, cancel) =>
        {
            var now = time.GetUtcNow();
            await SubmissionQueue.AbandonAsync(batch, claim, error, now + delay, park ? now : null, cancel);
            return true;
        },
        cancellationToken);

    public async Task<IReadOnlyList<ParkedSubmission>> ListParkedAsync(string orgId, int most, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var rows = await db.Set<SubmissionRow>().AsNoTracking().Where(row => row.State == SubmissionRow.Parked && row.OrgId == orgId)
            .OrderBy(row => row.Sequence).Take(most).ToListAsync(cancellationToken);
        return rows.ConvertAll(row => new ParkedSubmission(row.ToSubmission(), row.Attempts, row.LastError ?? "", row.ParkedAt ?? row.DueAt));
    }

    public async Task<bool> RetryParkedAsync(string orgId, string submissionId, CancellationToken cancellationToken)
    {
        var back = await lane.RunAsync(
            (batch, cancel) => SubmissionQueue.RetryParkedAsync(batch, orgId, submissionId, time.GetUtcNow(), cancel), cancellationToken);
        if (back)
        {
            _work.Set();
        }

        return back;
    }

    public async Task<Submission?> FindAsync(string orgId, string id, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        return (await db.Set<SubmissionRow>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == id && row.OrgId == orgId, cancellationToken))?.ToSubmission();
    }

    public async Task<IReadOnlyList<Submission>> ListDecidedAsync(
        string orgId, IReadOnlyCollection<string> itemTypeIds, int most, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var latest = db.Set<DecisionRow>().Where(row => row.OrgId == orgId).OrderByDescending(row => row.Sequence).Take(DecidedDepth);
        var rows = await latest.Join(db.Set<SubmissionRow>(), decision => decision.SubmissionId, submission => submission.Id, (decision, submission) => new { decision.Sequence, submission })
            .Where(row => itemTypeIds.Contains(row.submission.ItemTypeId))
            .OrderByDescending(row => row.Sequence).Take(most).Select(row => row.submission).AsNoTracking().ToListAsync(cancellationToken);
        return rows.ConvertAll(row => row.ToSubmission());
    }

    /// <summary>Those under a claim included: they wait for their decision.</summary>
    public async Task<int> CountWaitingAsync(CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        return await db.Set<SubmissionRow>().CountAsync(row => row.State == SubmissionRow.Waiting, cancellationToken);
    }

    public Task WaitForWorkAsync(CancellationToken cancellationToken) => _work.WaitAsync(cancellationToken);

    private static string NewToken() => Guid.NewGuid().ToString("N");

    private Task<int> AppendAsync(IReadOnlyList<Submission> submissions, DateTimeOffset dueAt, string? claimToken, CancellationToken cancellationToken) => lane.RunAsync(
        async (batch, cancel) =>
        {
            await SubmissionQueue.AppendAsync(batch, submissions, dueAt, claimToken, cancel);
            return submissions.Count;
        },
        cancellationToken);
}
