using Coop.Engine.Problems;

namespace Coop.Storage.Schema;

internal static class NameProblems
{
    public static Problem Taken(ProblemCode code, string what, string name) => new(
        code, ProblemKind.NameTaken, "The name is in use.", $"Another {what} of the organisation is named '{name}'. Give this one another name.", "/name");
}
