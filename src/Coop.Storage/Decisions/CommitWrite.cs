using Coop.Engine.Actions;
using Coop.Engine.Deciding;
using Coop.Engine.Flow;
using Coop.Engine.Review;
using Coop.Storage.Keys;
using Coop.Storage.Outbox;
using Coop.Storage.Plans;
using Coop.Storage.Schema;
using Coop.Storage.Sqlite;

namespace Coop.Storage.Decisions;

/// <summary>A decision with everything that follows from it, ready to be written. The transaction has the database's write lock: what is looked up here is still so when it is written.</summary>
internal sealed class CommitWrite
{
    private static readonly Sql IsDecided = new("SELECT 1 FROM decisions WHERE sequence = ?1");
    private static readonly Sql InsertDecision = new("INSERT INTO decisions (sequence, org, decided_at, content) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (sequence) DO NOTHING");

    private static readonly Sql InsertExecution = new(
        "INSERT INTO executions (key, org, action, state, attempts, next_attempt_at, delivered_at, last_error) VALUES (?1, ?2, ?3, ?4, 0, ?5, ?6, ?7)");

    private static readonly Sql InsertReview = new(
        "INSERT INTO review_jobs (key, org, kind, execution, rule_ids, policy_ids, reason, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");

    private static readonly Sql Acted = new("SELECT count FROM rule_quotas WHERE org = ?1 AND day = ?2 AND rule = ?3");

    private static readonly Sql Act = new(
        "INSERT INTO rule_quotas (org, day, rule, count) VALUES (?1, ?2, ?3, 1) ON CONFLICT (org, day, rule) DO UPDATE SET count = count + 1");

    public required long Sequence { get; init; }

    public required long Org { get; init; }

    public required DateTimeOffset DecidedAt { get; init; }

    public required byte[] Content { get; init; }

    /// <summary>The plan it was decided with.</summary>
    public required KeptPlan Plan { get; init; }

    public required PlanUses PlanUses { get; init; }

    public required ExecutionWrite[] Executions { get; init; }

    public required IReadOnlyList<ReviewJob> Reviews { get; init; }

    public required (long Rule, QuotaClaim Claim)[] Quotas { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>The same moment, as the outbox counts time.</summary>
    public required DateTimeOffset DueAt { get; init; }

    private int Day => DateOnly.FromDateTime(DecidedAt.UtcDateTime).DayNumber;

    public CommitOutcome Run(Statements statements)
    {
        if (Quotas.Length > 0)
        {
            if (statements[IsDecided].Bind(1, Sequence).Scalar() is not null)
            {
                return CommitOutcome.AlreadyDecided;
            }

            if (Spent(statements) is { Count: > 0 } spent)
            {
                return CommitOutcome.QuotaSpent(spent);
            }
        }

        if (statements[InsertDecision].Bind(1, Sequence).Bind(2, Org).Bind(3, DecidedAt.UtcTicks).Bind(4, Content).Run() == 0)
        {
            return CommitOutcome.AlreadyDecided;
        }

        PlanUses.MakeSure(statements, Org, Plan, Sequence);

        foreach (var (rule, _) in Quotas)
        {
            statements[Act].Bind(1, Org).Bind(2, Day).Bind(3, rule).Run();
        }

        for (var i = 0; i < Executions.Length; i++)
        {
            WriteExecution(statements, OrdinalKey.Of(Sequence, i), Executions[i]);
        }

        for (var i = 0; i < Reviews.Count; i++)
        {
            WriteReview(statements, OrdinalKey.Of(Sequence, i), Reviews[i]);
        }

        return CommitOutcome.Committed;
    }

    private List<string> Spent(Statements statements)
    {
        var spent = new List<string>();
        foreach (var (rule, claim) in Quotas)
        {
            if ((statements[Acted].Bind(1, Org).Bind(2, Day).Bind(3, rule).Scalar() ?? 0) >= claim.MostDaily)
            {
                spent.Add(claim.RuleId);
            }
        }

        return spent;
    }

    private void WriteExecution(Statements statements, long key, ExecutionWrite execution)
    {
        var (start, state) = (execution.Start, execution.Start.State);
        statements[InsertExecution].Bind(1, key).Bind(2, Org).Bind(3, execution.Action).Bind(4, (long)state)
            .Bind(5, state == ActionExecutionState.Pending ? Now.UtcTicks : null)
            .Bind(6, state == ActionExecutionState.Delivered ? Now.UtcTicks : null)
            .Bind(7, start.Error).Run();
        if (start.Webhook is { } webhook)
        {
            OutboxInsert.Run(statements, key, Org, execution.Target!, DueAt, webhook.Body);
        }
    }

    private void WriteReview(Statements statements, long key, ReviewJob review)
    {
        var execution = review.ExecutionId is { } id && ExecutionId.TryRead(id, out _, out var ordinal) ? ordinal : (long?)null;
        statements[InsertReview].Bind(1, key).Bind(2, Org).Bind(3, (long)review.Kind).Bind(4, execution).Bind(5, StoredJson.Of(review.RuleIds))
            .Bind(6, StoredJson.Of(review.PolicyIds)).Bind(7, review.Reason).Bind(8, Now.UtcTicks).Run();
    }
}

/// <param name="Target">Of its webhook.</param>
internal sealed record ExecutionWrite(ExecutionStart Start, long Action, OutboxTarget? Target);
