using System.Text.Json;
using Coop.Engine.Actions;
using Coop.Engine.Problems;

namespace Coop.Engine.Rules;

/// <summary>Checks what a rule names outside its conditions.</summary>
internal sealed class RuleReferences(RuleSurroundings surroundings, List<Problem> problems)
{
    public void CheckItemTypes(IReadOnlyList<string> ids)
    {
        if (ids.Count == 0)
        {
            problems.Add(RuleProblems.Invalid("/itemTypeIds", "A rule needs at least one item type to run on."));
        }

        CheckEach(ids, "/itemTypeIds", "item type", surroundings.ItemTypes.Select(type => type.Id));
    }

    public void CheckPolicies(IReadOnlyList<string> ids) => CheckEach(ids, "/policyIds", "policy", surroundings.Policies.Select(policy => policy.Id));

    /// <param name="kept">Taken as they are, whatever their action asks for by now.</param>
    public IReadOnlyList<RuleAction> ReadActions(IReadOnlyList<RuleActionDraft> drafts, IReadOnlyList<RuleAction> kept)
    {
        var taken = new List<RuleAction>();
        for (var i = 0; i < drafts.Count && !problems.AreEnough(); i++)
        {
            var at = JsonPointer.Element("/actions", i);
            var draft = drafts[i];
            if (surroundings.Actions.FirstOrDefault(action => action.Id == draft.ActionId) is not { } action)
            {
                problems.Add(RuleProblems.UnknownReference(at + "/actionId", "action", draft.ActionId ?? ""));
            }
            else if (taken.Any(other => other.ActionId == action.Id))
            {
                problems.Add(RuleProblems.Invalid(at + "/actionId", $"The action '{action.Name}' is there more than once."));
            }
            else if (kept.FirstOrDefault(before => before.ActionId == action.Id) is { Parameters: { } parameters } before && draft.Parameters is { } given && JsonElement.DeepEquals(parameters, given))
            {
                taken.Add(before);
            }
            else
            {
                taken.Add(new RuleAction(action.Id, ReadParameters(action, draft.Parameters, at + "/parameters")));
            }
        }

        return taken;
    }

    /// <summary>An empty configuration is kept empty, so that defaults are taken when the action is, and another rule's configuration can win.</summary>
    private JsonElement? ReadParameters(ModerationAction action, JsonElement? given, string pointer)
    {
        if (given is null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } || given is { ValueKind: JsonValueKind.Object } empty && empty.GetPropertyCount() == 0)
        {
            return null;
        }

        var values = ActionParameterValues.Check(action.Parameters, given);
        problems.AddRange(values.Problems.Select(problem => problem.Under(pointer)));
        return values.TryGet(out _) ? given.Value.Clone() : null;
    }

    private void CheckEach(IReadOnlyList<string> ids, string pointer, string what, IEnumerable<string> known)
    {
        var set = known.ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < ids.Count && !problems.AreEnough(); i++)
        {
            if (ids[i] is null || !set.Contains(ids[i]))
            {
                problems.Add(RuleProblems.UnknownReference(JsonPointer.Element(pointer, i), what, ids[i] ?? ""));
            }
        }
    }
}
