using Coop.Engine.Problems;

namespace Coop.Engine.Policies;

/// <summary>Where a policy may stand among the others.</summary>
public static class PolicyTree
{
    /// <summary>A policy, those it refines and those below it, counted together.</summary>
    public const int MostLevels = 20;

    /// <summary>Null when the policy may stand where it wants to.</summary>
    public static Problem? Refusal(Policy policy, IReadOnlyList<Policy> all)
    {
        if (policy.ParentId is not { } parentId)
        {
            return null;
        }

        var byId = all.ToDictionary(other => other.Id);
        if (!byId.ContainsKey(parentId))
        {
            return InputProblems.UnknownReference("/parentId", "policy", parentId);
        }

        var above = new HashSet<string>();
        for (var next = parentId; next is not null && above.Add(next); next = byId.GetValueOrDefault(next)?.ParentId)
        {
            if (next == policy.Id)
            {
                return InputProblems.Invalid("/parentId", "A policy cannot be its own parent or an ancestor of itself.");
            }
        }

        return above.Count + Levels(policy.Id, all) > MostLevels
            ? InputProblems.Invalid("/parentId", $"Policies may be nested {MostLevels} deep at most. Put it below a broader policy.")
            : null;
    }

    /// <summary>How many levels a policy and those below it take.</summary>
    private static int Levels(string id, IReadOnlyList<Policy> all)
    {
        var children = all.ToLookup(policy => policy.ParentId, policy => policy.Id);
        var (levels, seen) = (0, new HashSet<string>());
        for (List<string> level = [id]; level.Count > 0; level = [.. level.SelectMany(above => children[above]).Where(seen.Add)])
        {
            levels++;
        }

        return levels;
    }
}
