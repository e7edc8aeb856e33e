using Coop.Engine.Problems;

namespace Coop.Engine.Actions;

internal static class ActionProblems
{
    public static Problem ValuesNotObject() => Value("", "Parameters must be an object with a member for each parameter.");

    public static Problem ValueUnknown(string name, IEnumerable<ActionParameter> parameters) =>
        Value(JsonPointer.Member("", name), $"The action has no parameter '{name}'. It has: {string.Join(", ", parameters.Select(parameter => parameter.Name).DefaultIfEmpty("none"))}.");

    public static Problem ValueInvalid(string name, string mistake) => Value(JsonPointer.Member("", name), $"The parameter '{name}' {mistake}");

    private static Problem Value(string pointer, string detail) => new(ActionCodes.ParameterValueInvalid, ProblemKind.InvalidInput, "Invalid action parameter value", detail, pointer);
}
