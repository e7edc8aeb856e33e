using Coop.Engine.Problems;

namespace Coop.Engine.Rules.Conditions;

/// <summary>What can be wrong with the JSON of a condition.</summary>
internal static class ConditionProblems
{
    public static Problem Invalid(string pointer, string detail) =>
        new(ConditionCodes.Invalid, ProblemKind.InvalidInput, "Invalid condition", detail, pointer);

    public static Problem UnknownMember(string pointer, string name, IEnumerable<string> known) =>
        new(ConditionCodes.UnknownMember, ProblemKind.InvalidInput, "Unknown member in a condition", $"'{name}' is not known here. Known: {string.Join(", ", known)}.", pointer);
}
