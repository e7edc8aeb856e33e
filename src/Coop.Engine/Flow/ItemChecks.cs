using Coop.Engine.Items;
using Coop.Engine.Problems;
using Coop.Engine.Submissions;

namespace Coop.Engine.Flow;

/// <summary>From posted items to items checked against their types: all of them, or the reasons why not.</summary>
internal sealed class ItemChecks(FlowParts parts)
{
    /// <returns>Problems point at <c>/items/N</c>; of many mistakes the first, and how many more there are.</returns>
    public async ValueTask<Result<IReadOnlyList<Item>>> CheckAsync(string orgId, SubmissionBatch batch, CancellationToken cancellationToken)
    {
        if (await PlanAsync(orgId, cancellationToken).ConfigureAwait(false) is not { } plan)
        {
            return SubmissionProblems.RulesNotReady(parts.Plans.FailureOf(orgId)?.Reason);
        }

        List<Item> items = new(batch.Items.Count);
        List<Problem> problems = [];
        var older = new OlderTypes(parts.ItemTypes, orgId, ToldProblems.Most);
        var (more, passedOver) = (0, 0);
        for (var i = 0; i < batch.Items.Count; i++)
        {
            if (batch.Items[i].TryGet(out var raw) && OlderVersion(raw, plan) is { } version && older.PassesOver(raw.TypeId, version))
            {
                passedOver++;
                continue;
            }

            var result = raw is not null ? await CheckAsync(raw, plan, older, cancellationToken).ConfigureAwait(false) : Result<Item>.Refused(batch.Items[i].Problems);
            if (result.TryGet(out var item))
            {
                items.Add(item);
            }
            else
            {
                var told = result.Problems.Take(ToldProblems.Most - problems.Count).Select(problem => problem.Under($"/items/{i}")).ToList();
                problems.AddRange(told);
                more += result.Problems.Count - told.Count;
            }
        }

        if (more + passedOver > 0)
        {
            problems.Add(SubmissionProblems.MoreMistakes(more, passedOver));
        }

        return problems.Count > 0 ? problems : items;
    }

    /// <summary>Null when an organisation's first plan does not come to be: whoever decides waits for it, whoever asks is told.</summary>
    private ValueTask<PlanInForce?> PlanAsync(string orgId, CancellationToken cancellationToken)
    {
        var getting = parts.Plans.GetAsync(orgId, cancellationToken);
        return getting.IsCompletedSuccessfully ? new(getting.Result) : new(WithinAsync(getting.AsTask()));

        async Task<PlanInForce?> WithinAsync(Task<PlanInForce> plan)
        {
            try
            {
                return await plan.WaitAsync(parts.Options.SaveWait, parts.Time, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                return null;
            }
        }
    }

    private static string? OlderVersion(RawItem raw, PlanInForce plan) =>
        raw.TypeVersion is { } version && plan.ItemTypes.GetValueOrDefault(raw.TypeId) is { } type && version != type.Version ? version : null;

    private static async ValueTask<Result<Item>> CheckAsync(RawItem raw, PlanInForce plan, OlderTypes older, CancellationToken cancellationToken)
    {
        if (plan.ItemTypes.GetValueOrDefault(raw.TypeId) is not { } type)
        {
            return SubmissionProblems.UnknownType(raw.TypeId);
        }

        if (OlderVersion(raw, plan) is { } version)
        {
            if (await older.FindAsync(raw.TypeId, version, cancellationToken).ConfigureAwait(false) is not { } found)
            {
                return SubmissionProblems.UnknownTypeVersion(raw.TypeId, version);
            }

            type = found;
        }

        var variant = raw.IsPartial ? SchemaVariant.Partial : SchemaVariant.Original;
        return ItemNormalization.Normalize(new ItemDraft(raw.Id, type, raw.Data, variant), plan.ItemTypeIds);
    }
}
