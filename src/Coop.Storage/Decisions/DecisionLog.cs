using Coop.Engine.Actions;
using Coop.Engine.Deciding;
using Coop.Engine.Flow;
using Coop.Storage.Keys;
using Coop.Storage.Outbox;
using Coop.Storage.Plans;
using Coop.Storage.Writing;

namespace Coop.Storage.Decisions;

internal sealed class DecisionLog(WriteLane lane, KeyRing keys, OutboxTargets targets, PlanUses plans, OutboxSignal outbox, SteadyClock clock, TimeProvider time) : IDecisionLog
{
    public async Task<CommitOutcome> CommitAsync(DecisionCommit commit, CancellationToken cancellationToken)
    {
        var write = await PrepareAsync(commit, cancellationToken);
        var outcome = await lane.GroupAsync(write.Run, cancellationToken);
        if (outcome.Result == CommitResult.Committed && commit.Executions.Any(execution => execution.Webhook is not null))
        {
            outbox.Work.Set();
        }

        return outcome;
    }

    /// <summary>Whatever can be done before the write lane is done here: keys, encryption, text.</summary>
    private async ValueTask<CommitWrite> PrepareAsync(DecisionCommit commit, CancellationToken cancellationToken)
    {
        var (decision, submission) = (commit.Decision, commit.Item.Submission);
        if (decision.Id != submission.Id || decision.OrgId != submission.OrgId)
        {
            throw new ArgumentException($"Decision {decision.Id} is not about submission {submission.Id}.", nameof(commit));
        }

        if (decision.PlanId != commit.Plan.Id)
        {
            throw new ArgumentException($"Decision {decision.Id} names plan {decision.PlanId} and not {commit.Plan.Id}, which is to be kept for it.", nameof(commit));
        }

        if (commit.Reviews.Count > OrdinalKey.Most)
        {
            throw new ArgumentException($"Decision {decision.Id} asks for {commit.Reviews.Count} reviews. A decision has at most {OrdinalKey.Most}.", nameof(commit));
        }

        var org = await keys.OrgAsync(decision.OrgId, cancellationToken);
        var executions = new ExecutionWrite[commit.Executions.Count];
        for (var i = 0; i < executions.Length; i++)
        {
            var start = commit.Executions[i];
            if (start.ExecutionId != ExecutionId.Of(decision.Id, i) || i >= ExecutionId.Most)
            {
                throw new ArgumentException($"'{start.ExecutionId}' is not the id of execution {i} of decision {decision.Id}.", nameof(commit));
            }

            var action = await keys.KeyAsync(new KeyName(org, KeyKind.Action, start.ActionId), cancellationToken);
            var target = start.Webhook is { } webhook
                ? await targets.OfAsync(decision.OrgId, webhook.ActionId, webhook.Address, cancellationToken)
                : null;
            executions[i] = new ExecutionWrite(start, action, target);
        }

        var quotas = new (long Rule, QuotaClaim Claim)[commit.Quotas.Count];
        for (var i = 0; i < quotas.Length; i++)
        {
            quotas[i] = (await keys.KeyAsync(new KeyName(org, KeyKind.Rule, commit.Quotas[i].RuleId), cancellationToken), commit.Quotas[i]);
        }

        return new CommitWrite
        {
            Sequence = commit.Item.Sequence,
            Org = org,
            DecidedAt = decision.DecidedAt,
            Content = DecisionFormat.ToBytes(decision),
            Plan = commit.Plan,
            PlanUses = plans,
            Executions = executions,
            Reviews = commit.Reviews,
            Quotas = quotas,
            Now = time.GetUtcNow(),
            DueAt = clock.Now,
        };
    }
}
