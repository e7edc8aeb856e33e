using System.ComponentModel;
using Coop.Engine.Problems;

namespace Coop.Engine.Actions;

[DisplayName("Actions")]
public static class ActionCodes
{
    public static ProblemCode ParameterValueInvalid { get; } = new(
        "action.parameter-value-invalid",
        "A value does not fit its parameter.",
        "Give a value as the parameter asks.");
}
