using Coop.Engine.Policies;

namespace Coop.Server.Policies.Pages;

/// <summary>A policy with those below it.</summary>
internal sealed record PolicyNode(Policy Policy, int Depth, IReadOnlyList<PolicyNode> Children)
{
    public static IReadOnlyList<PolicyNode> TreeOf(IReadOnlyList<Policy> policies)
    {
        var known = policies.Select(policy => policy.Id).ToHashSet();
        // One whose parent is gone stands at the top rather than nowhere.
        var byParent = policies.ToLookup(policy => policy.ParentId is { } parent && known.Contains(parent) ? parent : null);
        return Below(null, 0);

        IReadOnlyList<PolicyNode> Below(string? parent, int depth) =>
            [.. byParent[parent].OrderBy(policy => policy.Name, StringComparer.OrdinalIgnoreCase).Select(policy => new PolicyNode(policy, depth, Below(policy.Id, depth + 1)))];
    }

    /// <summary>This one and all below it, as a list is read.</summary>
    public IEnumerable<PolicyNode> Flat() => Children.SelectMany(child => child.Flat()).Prepend(this);
}
