using Coop.Engine.Problems;

namespace Coop.Engine.Policies;

/// <summary>Where a policy may stand among the others.</summary>
public static class PolicyTree
{
    /// <summary>A policy, those it refines and those below it, counted together.</summary>
    public const int MostLevels = 20;

    /// <summary>Null when the policy may stand below the other one.</summary>
    /// <param name="parents">By the id of each policy of the organisation, the one it refines.</param>
    public static Problem? Refusal(string id, string parentId, IReadOnlyDictionary<string, string?> parents)
    {
        if (!parents.ContainsKey(parentId))
        {
            return InputProblems.UnknownReference("/parentId", "policy", parentId);
        }

        var above = new HashSet<string>();
        for (var next = parentId; next is not null && above.Add(next); next = parents.GetValueOrDefault(next))
        {
            if (next == id)
            {
                return InputProblems.Invalid("/parentId", "A policy cannot be its own parent or an ancestor of itself.");
            }
        }

        return above.Count + Levels(id, parents) > MostLevels
            ? InputProblems.Invalid("/parentId", $"Policies may be nested {MostLevels} deep at most. Put it below a broader policy.")
            : null;
    }

    /// <summary>How many levels a policy and those below it take.</summary>
    private static int Levels(string id, IReadOnlyDictionary<string, string?> parents)
    {
        var children = parents.ToLookup(policy => policy.Value, policy => policy.Key);
        var (levels, seen) = (0, new HashSet<string>());
        for (List<string> level = [id]; level.Count > 0; level = [.. level.SelectMany(above => children[above]).Where(seen.Add)])
        {
            levels++;
        }

        return levels;
    }
}
