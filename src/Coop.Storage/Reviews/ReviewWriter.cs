using Coop.Engine;
using Coop.Engine.Deciding;
using Coop.Storage.Schema;
using Coop.Storage.Writing;

namespace Coop.Storage.Reviews;

internal static class ReviewWriter
{
    private const string Insert =
        """
        INSERT INTO review_jobs (id, org_id, decision_id, submission_id, item_id, item_type_id, kind, execution_id, rule_ids, policy_ids, reason, created_at)
        VALUES (@id, @org_id, @decision_id, @submission_id, @item_id, @item_type_id, @kind, @execution_id, @rule_ids, @policy_ids, @reason, @created_at)
        """;

    public static Task WriteAsync(WriteBatch batch, Decision decision, ReviewRequest asked, DateTimeOffset now, CancellationToken cancellationToken) =>
        batch.ExecuteAsync(
            Insert,
            [
                ("@id", Guid.CreateVersion7(now).ToString("N")), ("@org_id", decision.OrgId), ("@decision_id", decision.Id),
                ("@submission_id", decision.SubmissionId), ("@item_id", decision.ItemId), ("@item_type_id", decision.ItemTypeId),
                ("@kind", WireNames.Of(asked.Kind)), ("@execution_id", asked.ExecutionId), ("@rule_ids", StoredJson.Of(asked.RuleIds)),
                ("@policy_ids", StoredJson.Of(asked.PolicyIds)), ("@reason", asked.Reason), ("@created_at", now.UtcTicks),
            ],
            cancellationToken);
}
