using Coop.Engine.Policies;

namespace Coop.Server.Policies.Pages;

/// <summary>A policy with those below it.</summary>
internal sealed record PolicyNode(Policy Policy, int Depth, IReadOnlyList<PolicyNode> Children)
{
    /// <summary>Every policy once. One that no way from the top leads to stands at the top itself rather than nowhere.</summary>
    public static IReadOnlyList<PolicyNode> TreeOf(IReadOnlyList<Policy> policies)
    {
        var sorted = policies.OrderBy(policy => policy.Name, StringComparer.OrdinalIgnoreCase).ToList();
        var known = policies.Select(policy => policy.Id).ToHashSet();
        var byParent = sorted.ToLookup(policy => policy.ParentId);
        var drawn = new HashSet<string>();
        var tops = sorted.Where(policy => policy.ParentId is not { } parent || !known.Contains(parent)).ToList();
        List<PolicyNode> tree = [.. Drawn(tops, 0)];
        foreach (var policy in sorted)
        {
            tree.AddRange(Drawn([policy], 0));
        }

        return tree;

        IReadOnlyList<PolicyNode> Drawn(IEnumerable<Policy> siblings, int depth) => depth == PolicyTree.MostLevels
            ? []
            : [.. siblings.Where(policy => drawn.Add(policy.Id)).Select(policy => new PolicyNode(policy, depth, Drawn(byParent[policy.Id], depth + 1)))];
    }

    /// <summary>This one and all below it, as a list is read.</summary>
    public IEnumerable<PolicyNode> Flat() => Children.SelectMany(child => child.Flat()).Prepend(this);
}
