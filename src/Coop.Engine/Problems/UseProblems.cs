namespace Coop.Engine.Problems;

/// <summary>What can be wrong with naming a stored thing.</summary>
public static class UseProblems
{
    /// <param name="what">In words, such as <c>item type</c>.</param>
    public static Problem NotFound(string what, string id) =>
        new(ResourceCodes.NotFound, ProblemKind.NotFound, "Not found", $"Your organisation has no {what} with the id '{id}'.");

    /// <param name="users">What uses it, in words with names.</param>
    public static Problem InUse(string what, string name, IReadOnlyCollection<string> users) => new(
        ResourceCodes.InUse, ProblemKind.Conflict, "Still in use",
        $"The {what} '{name}' is used by {string.Join(", ", users)}. Take it out there first.");
}
