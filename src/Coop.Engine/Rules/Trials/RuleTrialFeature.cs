using System.Text.Json;
using Coop.Engine.Deciding;
using Coop.Engine.Integrations;
using Coop.Engine.Items;
using Coop.Engine.Plan;
using Coop.Engine.Problems;
using Coop.Engine.Signals;
using Coop.Engine.Submissions;

namespace Coop.Engine.Rules.Trials;

/// <summary>Runs one rule on one item, as it is being written.</summary>
public sealed class RuleTrialFeature(RuleSurroundingsReader surroundings, ISignalRunner signals, EvaluationLimits limits, TimeProvider time)
{
    private const int LongestItem = 1_000_000;

    /// <summary>Pointers of the rule's problems count from its draft; those of the item begin with <c>/item</c> or are <c>/itemTypeId</c>.</summary>
    public async Task<Result<RuleTrial>> RunAsync(string orgId, RuleTrialDraft draft, CancellationToken cancellationToken)
    {
        var around = await surroundings.ReadAsync(orgId, cancellationToken);
        var problems = new List<Problem>();
        var rule = Only(draft.Rule).Validate("trial", null, around, null, time.GetUtcNow());
        problems.AddRange(rule.Problems);
        var item = Read(draft, around);
        problems.AddRange(item.Problems);
        if (problems.Count > 0)
        {
            return problems;
        }

        var source = new RulesetSource
        {
            OrgId = orgId,
            // Live, so that it says whether a person would be asked; it has no actions.
            Rules = [rule.Value with { Status = RuleStatus.Live }],
            Actions = around.Actions,
            Policies = around.Policies,
            Banks = around.Banks,
            Catalogue = around.Catalogue,
        };
        var subject = EvaluationSubject.Of(item.Value);
        var started = time.GetTimestamp();
        var plan = await RulePlan.CompileAsync(source, null, signals, time, limits, cancellationToken);
        var decision = plan.Decide(await plan.RunAsync(subject, cancellationToken), DecisionIds.DryRun(time.GetUtcNow()));
        var elapsed = time.GetElapsedTime(started);
        var trace = Explanation.Of(decision, rule.Value.Conditions, plan.Record);
        var usedFallback = decision.Rules is [{ UsedFallback: true }];
        return new RuleTrial(
            new RuleOutcome(rule.Value.Id, rule.Value.Name, rule.Value.Version, RuleEnvironment.Backtest, trace.Outcome!.Value, usedFallback),
            trace,
            subject,
            [.. decision.Reviews.Select(review => review.Reason)],
            [.. plan.Late.Select(late => IntegrationProblems.MatcherLate(late.Signal, late.Lists).Message)],
            elapsed);
    }

    /// <summary>What a trial needs of a rule that may lack its name, and whose actions are not taken.</summary>
    private static RuleDraft Only(RuleDraft rule) => new()
    {
        Name = string.IsNullOrWhiteSpace(rule.Name) ? "Unsaved rule" : rule.Name,
        Status = WireNames.Of(RuleStatus.Background),
        ItemTypeIds = rule.ItemTypeIds,
        Conditions = rule.Conditions,
        OnUnknown = rule.OnUnknown,
    };

    private static Result<Item> Read(RuleTrialDraft draft, RuleSurroundings around)
    {
        if (string.IsNullOrWhiteSpace(draft.Item))
        {
            return InputProblems.Required("/item", "An item to try the rule on");
        }

        if (draft.Item.Length > LongestItem)
        {
            return InputProblems.TooLong("/item", "The item", LongestItem);
        }

        JsonElement json;
        try
        {
            json = JsonElement.Parse(draft.Item);
        }
        catch (JsonException)
        {
            return InputProblems.Invalid("/item", "This is not JSON. Paste an item as your platform sends it, or its data.");
        }

        var posted = AsPosted(json);
        if (posted.Problems is { Count: > 0 } refused)
        {
            return Result<Item>.Refused([.. refused.Select(problem => problem with { Pointer = "/item" })]);
        }

        var (id, typeId, data) = posted.Value is { } whole ? (whole.Id, whole.TypeId, whole.Data) : ("tried-item", draft.ItemTypeId, json);
        if (around.ItemTypes.FirstOrDefault(type => type.Id == typeId) is not { } type)
        {
            return posted.Value is null
                ? InputProblems.Required("/itemTypeId", "The item's type")
                : InputProblems.UnknownReference("/item", "item type", typeId ?? "");
        }

        if (draft.Rule.ItemTypeIds?.Contains(type.Id) != true)
        {
            return InputProblems.Invalid(posted.Value is null ? "/itemTypeId" : "/item", $"The rule does not run on '{type.Name}'. Add the item type to the rule, or try another item.");
        }

        var normalized = ItemNormalization.Normalize(
            new ItemDraft(id, type, data, SchemaVariant.Partial), around.ItemTypes.Select(known => known.Id).ToHashSet(StringComparer.Ordinal));
        return normalized.TryGet(out var item) ? item : Result<Item>.Refused([.. normalized.Problems.Select(problem => problem with { Pointer = "/item" })]);
    }

    /// <summary>Null for data that stands alone.</summary>
    private static Result<RawItem?> AsPosted(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Object && json.TryGetProperty("items", out var items) && items.ValueKind == JsonValueKind.Array && items.GetArrayLength() > 0)
        {
            json = items[0];
        }

        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Object
            || !(json.TryGetProperty("typeId", out _) || json.TryGetProperty("type", out _)))
        {
            return (RawItem?)null;
        }

        var read = RawItemReader.Read(json);
        return read.TryGet(out var raw) ? raw : Result<RawItem?>.Refused(read.Problems);
    }
}
