using Coop.Engine.Items;
using Coop.Engine.Problems;
using Coop.Engine.Submissions;
using Coop.Server.Submissions;

namespace Coop.Server.Items;

/// <summary>From posted items to items checked against their types: all of them, or every reason why not.</summary>
internal sealed class ItemIntake(CurrentRules current, IItemTypeStore itemTypes)
{
    /// <returns>Problems point at <c>/items/N</c>.</returns>
    public async Task<Result<IReadOnlyList<Item>>> CheckAsync(string orgId, SubmissionBatch batch, CancellationToken cancellationToken)
    {
        // An organisation with a key is there; were it removed this very moment, none of its item types would be known.
        var rules = await current.GetAsync(orgId, cancellationToken);
        List<Item> items = new(batch.Items.Count);
        List<Problem> problems = [];
        for (var i = 0; i < batch.Items.Count; i++)
        {
            var result = batch.Items[i].TryGet(out var raw) ? await CheckAsync(orgId, raw, rules, cancellationToken) : Result<Item>.Refused(batch.Items[i].Problems);
            if (result.TryGet(out var item))
            {
                items.Add(item);
            }

            problems.AddRange(result.Problems.Select(problem => problem.Under($"/items/{i}")));
        }

        return problems.Count > 0 ? problems : items;
    }

    private async ValueTask<Result<Item>> CheckAsync(string orgId, RawItem raw, OrgRules? rules, CancellationToken cancellationToken)
    {
        if (rules?.ItemTypes.GetValueOrDefault(raw.TypeId) is not { } type)
        {
            return SubmissionProblems.UnknownType(raw.TypeId);
        }

        if (raw.TypeVersion is { } version && version != type.Version)
        {
            if (await itemTypes.FindVersionAsync(orgId, raw.TypeId, version, cancellationToken) is not { } older)
            {
                return SubmissionProblems.UnknownTypeVersion(raw.TypeId, version);
            }

            type = older;
        }

        var variant = raw.IsPartial ? SchemaVariant.Partial : SchemaVariant.Original;
        return ItemNormalization.Normalize(new ItemDraft(raw.Id, type, raw.Data, variant), rules.ItemTypeIds);
    }
}
