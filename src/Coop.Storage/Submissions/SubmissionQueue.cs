using Coop.Engine.Submissions;
using Coop.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace Coop.Storage.Submissions;

/// <summary>The writes of the queue, as plain SQL: they are the hot path.</summary>
internal sealed class SubmissionQueue(Dialect dialect)
{
    private const string Insert =
        """
        INSERT INTO submissions (id, org_id, item_id, item_type_id, item_type_version, content, submitted_at, request_id, state, due_at, claim_token, attempts)
        VALUES (@id, @org_id, @item_id, @item_type_id, @item_type_version, @content, @submitted_at, @request_id, 0, @due_at, @claim_token, @attempts)
        """;

    private const string Renew = "UPDATE submissions SET due_at = @due_at WHERE id = @id AND claim_token = @claim_token AND state = 0";

    private const string Abandon =
        """
        UPDATE submissions SET state = @state, due_at = @due_at, claim_token = NULL, last_error = @error, parked_at = @parked_at
        WHERE id = @id AND claim_token = @claim_token AND state = 0
        """;

    private const string Finish =
        "UPDATE submissions SET state = 1, claim_token = NULL, last_error = NULL WHERE id = @id AND claim_token = @claim_token AND state = 0";

    private const string RetryParked =
        """
        UPDATE submissions SET state = 0, due_at = @due_at, attempts = 0, last_error = NULL, parked_at = NULL
        WHERE id = @id AND org_id = @org_id AND state = 2
        """;

    /// <summary>Takes the token, the end of the lease, now, and how many at most.</summary>
    public string ClaimSql { get; } =
        $$"""
        UPDATE submissions SET claim_token = {0}, due_at = {1}, attempts = attempts + 1
        WHERE sequence IN (SELECT sequence FROM submissions WHERE state = 0 AND due_at <= {2} ORDER BY sequence LIMIT {3}{{dialect.SkipLocked}})
        RETURNING *
        """;

    /// <param name="claimToken">Null leaves them to whoever claims first.</param>
    public static async Task AppendAsync(
        WriteBatch batch, IReadOnlyList<Submission> submissions, DateTimeOffset dueAt, string? claimToken, CancellationToken cancellationToken)
    {
        foreach (var submission in submissions)
        {
            await batch.ExecuteAsync(
                Insert,
                [
                    ("@id", submission.Id), ("@org_id", submission.OrgId), ("@item_id", submission.ItemId), ("@item_type_id", submission.ItemTypeId),
                    ("@item_type_version", submission.ItemTypeVersion), ("@content", submission.Data.GetRawText()),
                    ("@submitted_at", submission.SubmittedAt.UtcTicks), ("@request_id", submission.RequestId), ("@due_at", dueAt.UtcTicks),
                    ("@claim_token", claimToken), ("@attempts", claimToken is null ? 0 : 1),
                ],
                cancellationToken);
        }
    }

    public async Task<List<SubmissionRow>> ClaimAsync(
        WriteBatch batch, int most, DateTimeOffset now, DateTimeOffset until, string claimToken, CancellationToken cancellationToken)
    {
        var rows = await batch.Db.Set<SubmissionRow>().FromSqlRaw(ClaimSql, claimToken, until.UtcTicks, now.UtcTicks, most)
            .AsNoTracking().ToListAsync(cancellationToken);
        rows.Sort((a, b) => a.Sequence.CompareTo(b.Sequence));
        return rows;
    }

    public static Task RenewAsync(WriteBatch batch, ClaimedSubmission claim, DateTimeOffset until, CancellationToken cancellationToken) => batch.ExecuteAsync(
        Renew, [("@due_at", until.UtcTicks), ("@id", claim.Submission.Id), ("@claim_token", claim.ClaimToken)], cancellationToken);

    /// <returns>False when the claim is no longer the latest.</returns>
    public static async Task<bool> FinishAsync(WriteBatch batch, ClaimedSubmission claim, CancellationToken cancellationToken) =>
        await batch.ExecuteAsync(Finish, [("@id", claim.Submission.Id), ("@claim_token", claim.ClaimToken)], cancellationToken) == 1;

    public static Task AbandonAsync(
        WriteBatch batch, ClaimedSubmission claim, string error, DateTimeOffset dueAt, DateTimeOffset? parkedAt, CancellationToken cancellationToken) =>
        batch.ExecuteAsync(
            Abandon,
            [
                ("@state", parkedAt is null ? SubmissionRow.Waiting : SubmissionRow.Parked), ("@due_at", dueAt.UtcTicks), ("@error", error),
                ("@parked_at", parkedAt?.UtcTicks), ("@id", claim.Submission.Id), ("@claim_token", claim.ClaimToken),
            ],
            cancellationToken);

    public static async Task<bool> RetryParkedAsync(WriteBatch batch, string orgId, string id, DateTimeOffset dueAt, CancellationToken cancellationToken) =>
        await batch.ExecuteAsync(RetryParked, [("@due_at", dueAt.UtcTicks), ("@id", id), ("@org_id", orgId)], cancellationToken) == 1;
}
