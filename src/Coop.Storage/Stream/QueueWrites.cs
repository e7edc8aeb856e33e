using Coop.Engine.Flow;
using Coop.Storage.Sqlite;

namespace Coop.Storage.Stream;

/// <summary>The writes of the queue. But for the acknowledgement each asks for the fence: a holder that was overtaken changes nothing.</summary>
internal static class QueueWrites
{
    // Retention never deletes the newest submission, so that a number is not given twice.
    private static readonly Sql Last = new("SELECT max(sequence) FROM submissions");

    private static readonly Sql InsertSubmission = new(
        """
        INSERT INTO submissions (sequence, org, id, item_id, item, item_type, content, submitted_at, request_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
        """);

    private static readonly Sql InsertQueue = new(
        "INSERT INTO queue (sequence, org, due_at, fence, is_held, failures, trials, trial_fence, size) VALUES (?1, ?2, ?3, ?4, ?4, 0, 0, 0, ?5)");

    private static readonly Sql Prolong = new("UPDATE queue SET due_at = ?3 WHERE sequence = ?1 AND fence = ?2 AND is_held = 1");
    private static readonly Sql Delete = new("DELETE FROM queue WHERE sequence = ?1");
    private static readonly Sql GiveBack = new("UPDATE queue SET due_at = ?3, is_held = 0 WHERE sequence = ?1 AND fence = ?2 AND is_held = 1");

    private static readonly Sql GiveBackFailed = new(
        "UPDATE queue SET due_at = ?3, is_held = 0, failures = failures + 1, error = ?4 WHERE sequence = ?1 AND fence = ?2 AND is_held = 1");

    private static readonly Sql LayAside = new(
        "UPDATE queue SET parked_at = ?3, due_at = ?6, is_held = 0, failures = ?4, error = ?5 WHERE sequence = ?1 AND fence = ?2 AND is_held = 1");

    private static readonly Sql CountTrial = new(
        """
        UPDATE queue SET trials = trials + (trial_fence <> fence), trial_fence = fence, running = ?3 WHERE sequence = ?1 AND fence = ?2 AND is_held = 1
        """);

    private static readonly Sql TakeUpAgain = new(
        """
        UPDATE queue SET parked_at = NULL, due_at = ?3, failures = 0, trials = 0, running = NULL, error = NULL WHERE sequence = ?1 AND org = ?2 AND parked_at IS NOT NULL
        """);

    /// <returns>The sequence of the first; the others follow it.</returns>
    public static long Append(Statements statements, AppendedRow[] rows, long dueAt, bool isHeld)
    {
        var first = (statements[Last].Scalar() ?? 0) + 1;
        var (submissions, queue) = (statements[InsertSubmission], statements[InsertQueue].Bind(3, dueAt).Bind(4, isHeld ? 1L : 0L));
        Span<byte> id = stackalloc byte[SubmissionId.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            ref readonly var row = ref rows[i];
            var submission = row.Submission;
            if (!SubmissionId.TryWrite(submission.Id, id))
            {
                throw new ArgumentException($"'{submission.Id}' is no id of a submission: 32 hexadecimal digits.", nameof(rows));
            }

            submissions.Bind(1, first + i).Bind(2, row.Org).Bind(3, id).Bind(4, submission.ItemId).Bind(5, row.Item).Bind(6, row.ItemType)
                .Bind(7, submission.Content.Span).Bind(8, submission.SubmittedAt.UtcTicks).Bind(9, submission.RequestId).Run();
            queue.Bind(1, first + i).Bind(2, row.Org).Bind(5, submission.Size).Run();
        }

        return first;
    }

    public static int Extend(Statements statements, StreamItem item, long until) => Fenced(statements, Prolong, item).Bind(3, until).Run();

    /// <summary>Without the fence: it has its decision, whoever made it.</summary>
    public static int Acknowledge(Statements statements, StreamItem item) => statements[Delete].Bind(1, item.Sequence).Run();

    public static int Release(Statements statements, StreamItem item, long now) => Release(statements, item.Sequence, item.Fence, now);

    public static int Release(Statements statements, long sequence, long fence, long now) => Fenced(statements, GiveBack, sequence, fence).Bind(3, now).Run();

    public static int Return(Statements statements, StreamItem item, string error, long dueAt) =>
        Fenced(statements, GiveBackFailed, item).Bind(3, dueAt).Bind(4, error).Run();

    public static int Park(Statements statements, StreamItem item, string reason, long now) =>
        Park(statements, item.Sequence, item.Fence, Math.Max(item.Attempt, item.Trials), reason, now);

    public static int Park(Statements statements, long sequence, long fence, int attempts, string reason, long now) =>
        Fenced(statements, LayAside, sequence, fence).Bind(3, now).Bind(4, attempts).Bind(5, reason).Bind(6, QueueRow.Never).Run();

    public static int BeginTrial(Statements statements, StreamItem item, string? running) => Fenced(statements, CountTrial, item).Bind(3, running).Run();

    public static int RetryParked(Statements statements, long org, long sequence, long now) =>
        statements[TakeUpAgain].Bind(1, sequence).Bind(2, org).Bind(3, now).Run();

    private static Statement Fenced(Statements statements, Sql sql, StreamItem item) => Fenced(statements, sql, item.Sequence, item.Fence);

    private static Statement Fenced(Statements statements, Sql sql, long sequence, long fence) => statements[sql].Bind(1, sequence).Bind(2, fence);
}
