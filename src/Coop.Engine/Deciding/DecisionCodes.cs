using System.ComponentModel;
using Coop.Engine.Problems;

namespace Coop.Engine.Deciding;

[DisplayName("Decisions")]
public static class DecisionCodes
{
    public static ProblemCode LaterFormat { get; } = new(
        "decision.later-format",
        "A stored decision, or the plan it was made with, was written by a later version of Coop than this server's. It is whole, and its webhooks are sent all the same.",
        "Update this server, or ask one that was updated.");
}
