using System.ComponentModel;
using Coop.Engine.Problems;

namespace Coop.Engine.Rules.Conditions;

[DisplayName("Rules")]
internal static class ConditionCodes
{
    public static ProblemCode Invalid { get; } = new(
        "rule.condition-invalid",
        "A condition breaks the form or does not fit what it refers to.",
        "See the detail and [the conditions' form](api.md#rules).");

    public static ProblemCode UnknownMember { get; } = new(
        "rule.condition-unknown-member",
        "A condition has a member that is not known.",
        "Remove it or correct its name.");
}
