using Coop.Engine.Editing;
using Coop.Engine.Problems;

namespace Coop.Engine.Policies;

/// <summary>A policy may stand below another one: two that are moved below each other at once would both vanish from the tree.</summary>
public sealed record BelowPolicy(string Id, string ParentId) : Guard
{
    /// <param name="parents">By the id of each policy of the organisation, the one it refines, as they are when it is written.</param>
    public Problem? Refusal(IReadOnlyDictionary<string, string?> parents) => PolicyTree.Refusal(Id, ParentId, parents);
}
