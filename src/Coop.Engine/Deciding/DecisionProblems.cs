using Coop.Engine.Problems;

namespace Coop.Engine.Deciding;

public static class DecisionProblems
{
    public static Problem Of(LaterFormatException later) => new(DecisionCodes.LaterFormat, ProblemKind.Unavailable, "Stored by a later version", later.Message);
}
