using Coop.Engine;
using Coop.Engine.Actions;
using Coop.Engine.Deciding;
using Coop.Engine.Outbox;
using Coop.Engine.Submissions;
using Coop.Storage.Reviews;
using Coop.Storage.Schema;
using Coop.Storage.Writing;

namespace Coop.Storage.Decisions;

/// <summary>A decision with everything that follows from it, inside the transaction that takes its submission off the queue.</summary>
internal static class DecisionWriter
{
    private const string InsertDecision =
        """
        INSERT INTO decisions (id, org_id, submission_id, item_id, item_type_id, decided_at, content)
        VALUES (@id, @org_id, @submission_id, @item_id, @item_type_id, @decided_at, @content)
        """;

    private const string InsertSummary =
        """
        INSERT INTO decision_summaries (sequence, content) SELECT sequence, @content FROM decisions WHERE id = @id
        """;

    private const string InsertExecution =
        """
        INSERT INTO action_executions (id, org_id, action_id, decision_id, state, attempts, next_attempt_at, delivered_at, last_error)
        VALUES (@id, @org_id, @action_id, @decision_id, @state, 0, @next_attempt_at, @delivered_at, @last_error)
        """;

    private const string InsertOutbox =
        """
        INSERT INTO outbox (execution_id, org_id, action_id, host, url, headers, body, due_at, attempts)
        VALUES (@execution_id, @org_id, @action_id, @host, @url, @headers, @body, @due_at, 0)
        """;

    private const string CountRule =
        """
        INSERT INTO rule_quotas (org_id, day, rule_id, count) VALUES (@org_id, @day, @rule_id, 1)
        ON CONFLICT (org_id, day, rule_id) DO UPDATE SET count = rule_quotas.count + 1
        """;

    private const string NoCallbackUrl = "The action has no callback URL.";

    public static async Task WriteAsync(
        WriteBatch batch, Submission submission, Decision decision, IReadOnlyList<OutboxMessage> webhooks, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (decision.OrgId != submission.OrgId || decision.SubmissionId != submission.Id)
        {
            throw new ArgumentException($"Decision {decision.Id} is not about submission {submission.Id}.", nameof(decision));
        }

        await batch.ExecuteAsync(
            InsertDecision,
            [
                ("@id", decision.Id), ("@org_id", decision.OrgId), ("@submission_id", submission.Id), ("@item_id", decision.ItemId),
                ("@item_type_id", decision.ItemTypeId), ("@decided_at", decision.DecidedAt.UtcTicks), ("@content", DecisionFormat.ToBytes(decision)),
            ],
            cancellationToken);
        await batch.ExecuteAsync(InsertSummary, [("@id", decision.Id), ("@content", StoredJson.Of(DecisionSummary.Of(decision)))], cancellationToken);
        foreach (var action in decision.Actions)
        {
            var webhook = webhooks.SingleOrDefault(message => message.ExecutionId == action.ExecutionId);
            await WriteActionAsync(batch, decision, action, webhook, now, cancellationToken);
        }

        foreach (var review in decision.Reviews)
        {
            var asked = new ReviewRequest(ReviewJobKind.UnknownOutcome, null, [review.RuleId], [], review.Reason);
            await ReviewWriter.WriteAsync(batch, decision, asked, now, cancellationToken);
        }

        // Only rules with actions act, and the actions name exactly the live rules that passed and have some.
        var day = DateOnly.FromDateTime(decision.DecidedAt.UtcDateTime).DayNumber;
        foreach (var ruleId in decision.Actions.SelectMany(action => action.RuleIds).Distinct(StringComparer.Ordinal))
        {
            await batch.ExecuteAsync(CountRule, [("@org_id", decision.OrgId), ("@day", day), ("@rule_id", ruleId)], cancellationToken);
        }
    }

    private static async Task WriteActionAsync(
        WriteBatch batch, Decision decision, TriggeredAction action, OutboxMessage? webhook, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var review = ReviewRequest.Of(action);
        var state = webhook is not null ? ActionExecutionState.Pending : review is not null ? ActionExecutionState.Delivered : ActionExecutionState.Failed;
        await batch.ExecuteAsync(
            InsertExecution,
            [
                ("@id", action.ExecutionId), ("@org_id", decision.OrgId), ("@action_id", action.ActionId), ("@decision_id", decision.Id),
                ("@state", WireNames.Of(state)), ("@next_attempt_at", state == ActionExecutionState.Pending ? now.UtcTicks : null),
                ("@delivered_at", state == ActionExecutionState.Delivered ? now.UtcTicks : null),
                ("@last_error", state == ActionExecutionState.Failed ? NoCallbackUrl : null),
            ],
            cancellationToken);
        if (webhook is not null)
        {
            await batch.ExecuteAsync(
                InsertOutbox,
                [
                    ("@execution_id", action.ExecutionId), ("@org_id", decision.OrgId), ("@action_id", action.ActionId), ("@host", webhook.Host),
                    ("@url", webhook.Url), ("@headers", StoredJson.Of(webhook.Headers)), ("@body", webhook.Body), ("@due_at", now.UtcTicks),
                ],
                cancellationToken);
        }

        if (review is not null)
        {
            await ReviewWriter.WriteAsync(batch, decision, review, now, cancellationToken);
        }
    }
}
