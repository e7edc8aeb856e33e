using System.ComponentModel;
using Coop.Engine.Problems;

namespace Coop.Engine.Policies;

[DisplayName("Policies")]
public static class PolicyCodes
{
    public static ProblemCode NameTaken { get; } = new("policy.name-taken", "Another policy of the organisation has this name.", "Give it another name.");
}
