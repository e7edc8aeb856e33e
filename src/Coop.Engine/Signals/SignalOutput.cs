using Coop.Integrations;

namespace Coop.Engine.Signals;

/// <summary>Holds a result against the output type its signal declared. What the author says beside the score is still as he said it.</summary>
internal static class SignalOutput
{
    public static SignalOutcome Check(SignalDescriptor descriptor, SignalResult result)
    {
        if (result.NotApplicableReason is { } reason)
        {
            return SignalOutcome.NotApplicable(reason);
        }

        var output = descriptor.OutputType;
        var score = result.Score;
        if (score.Kind == SignalScoreKind.None)
        {
            return Invalid(descriptor, "It returned no result.");
        }

        if (score.Kind != KindOf(output.ScalarType))
        {
            return Invalid(descriptor, $"It declares {WireNames.Of(output.ScalarType)} and returned {score.Kind}.");
        }

        if (score.Kind == SignalScoreKind.Number && !double.IsFinite(score.AsNumber()))
        {
            return Invalid(descriptor, "It returned a number that is not finite.");
        }

        return output.EnumValues is { } values && !values.Contains(score)
            ? Invalid(descriptor, $"It declares one of {string.Join(", ", values)} and returned another value.")
            : SignalOutcome.Scored(score, result.MatchedValue, result.Detail);
    }

    /// <summary>The form of the scores of an output type.</summary>
    public static SignalScoreKind KindOf(ScalarType type) => type switch
    {
        ScalarType.Boolean => SignalScoreKind.Boolean,
        ScalarType.Number => SignalScoreKind.Number,
        _ => SignalScoreKind.Text,
    };

    private static SignalOutcome Invalid(SignalDescriptor descriptor, string what) =>
        SignalOutcome.Failed(FailureKind.InvalidOutput, $"{descriptor.Id} broke its declared output. {what}");
}
